const UID = /^(0|[1-9][0-9]*)(\.(0|[1-9][0-9]*))*$/;

/** Whether the text is a UID: digits and dots, at most 64 characters, no component with a leading zero (PS3.5 9.1). */
export function isValidUid(text: string): boolean {
  return text.length <= 64 && UID.test(text);
}

/** A UID as written in a file without its padding: PS3.5 6.2 pads with one NUL; spaces and several NULs are seen in the wild. */
export function trimUid(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: NUL is the padding character of UI (PS3.5 6.2).
  return text.replace(/^[ ]+|[\x00 ]+$/g, '');
}
