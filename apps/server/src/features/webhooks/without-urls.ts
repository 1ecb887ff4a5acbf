/**
 * An answer for the log without the URLs that it grants: whoever has one has what is behind it. Of each its host stays, to see who was meant.
 */
export function withoutUrls(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text, (_key, value: unknown) => (typeof value === 'string' ? shortened(value) : value)));
  } catch {
    // No JSON; a slash may stand escaped all the same.
    return text.replace(/https?:\\?\/\\?\/[^\s"']*/gi, '(URL)');
  }
}

function shortened(value: string): string {
  return value.replace(/\bhttps?:\/\/[^\s"'<>]*/gi, (url) => (URL.canParse(url) ? `${new URL(url).origin}/(hidden)` : '(URL)'));
}
