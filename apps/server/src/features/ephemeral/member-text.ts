/**
 * The text of one member of a JSON object, as it was sent but for the white space between its parts: parsing and writing it again would round large numbers and move keys that
 * look like numbers to the front. `text` must be a JSON object that parses. Of members with the same name the last counts, as for `JSON.parse`. Null where there is none.
 */
export function memberText(text: string, name: string): string | null {
  const tokens = tokensOf(text);
  let found: string | null = null;
  let depth = 0;
  let key: string | null = null;
  let start = 0;
  for (let index = 0; index < tokens.length; index += 1) {
    const token = tokens[index] ?? '';
    const isEnd = depth === 1 && (token === ',' || token === '}');
    if (isEnd && key === name) found = tokens.slice(start, index).join('');
    if (isEnd) key = null;
    if (depth === 1 && token === ':' && key === null) {
      key = JSON.parse(tokens[index - 1] ?? '""') as string;
      start = index + 1;
    }
    if (token === '{' || token === '[') depth += 1;
    if (token === '}' || token === ']') depth -= 1;
  }
  return found;
}

/** Strings, punctuation, and numbers or words (RFC 8259 2). */
function tokensOf(text: string): string[] {
  return text.match(/"(?:[^"\\]|\\.)*"|[{}[\]:,]|[^\s{}[\]:,"]+/gs) ?? [];
}
