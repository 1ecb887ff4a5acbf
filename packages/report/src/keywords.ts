/** A word or phrase of the text that matched a keyword. */
export interface KeywordMatch {
  index: number;
  length: number;
}

const compiled = new Map<string, RegExp>();

/**
 * A keyword matches whole words without regard to case, in singular and regular plural; a space matches a space or a hyphen.
 * A trailing `*` makes it a stem: `hepat*` matches "hepatic" and "hepatomegaly".
 */
function pattern(keyword: string): RegExp {
  let regex = compiled.get(keyword);
  if (!regex) {
    const isStem = keyword.endsWith('*');
    const body = (isStem ? keyword.slice(0, -1) : keyword).replace(/[.()+?[\]\\]/g, '\\$&').replace(/[ -]/g, '[\\s-]+');
    regex = new RegExp(`(?<![A-Za-z0-9])${body}${isStem ? '[A-Za-z]*' : '(?:e?s)?'}(?![A-Za-z0-9])`, 'gi');
    compiled.set(keyword, regex);
  }
  regex.lastIndex = 0;
  return regex;
}

/** Every place where one of the keywords stands in the text, in the order of the keywords. */
export function findKeywords(text: string, keywords: readonly string[]): KeywordMatch[] {
  return keywords.flatMap((keyword) =>
    Array.from(text.matchAll(pattern(keyword)), (match) => ({ index: match.index, length: match[0].length })),
  );
}

/** True when the text has at least one of the keywords. */
export function mentions(text: string, keywords: readonly string[]): boolean {
  return keywords.some((keyword) => pattern(keyword).test(text));
}
