/** The words of what somebody typed, for looking them up in what systems write: `Doe, Jane` finds `DOE^JANE`. */
export function wordsIn(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[\s,^]+/)
    .filter((word) => word !== '');
}

/** What contains the text, in which LIKE sees no wildcard. */
export function patternOf(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** Whether the index of trigrams behind `studies_with_words` serves the text: three letters or digits in a row. */
export function hasTrigram(text: string): boolean {
  return /[\p{L}\p{N}]{3}/u.test(text);
}
