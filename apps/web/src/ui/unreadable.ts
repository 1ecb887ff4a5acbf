const WORDS: Record<string, string> = { date: 'Enter a whole date.', time: 'Enter a whole time.', number: 'Enter a number.' };

/**
 * What is wrong with a field that holds something which is no value: half a date, 31 February, "170e" as a number. The browser gives such a field as empty,
 * and whoever only reads the value deletes what is stored.
 */
export function unreadable({ type, validity }: { type: string; validity: Pick<ValidityState, 'badInput'> }): string | undefined {
  return validity.badInput ? (WORDS[type] ?? 'Enter it in full.') : undefined;
}

/** Lets every such field of a form say so. @returns how many there are: with one, nothing is sent. */
export function showUnreadable(form: HTMLFormElement): number {
  const fields = [...form.elements].filter((element) => element instanceof HTMLInputElement && element.validity.badInput);
  // TextField hears of it by the event `invalid`.
  for (const field of fields) (field as HTMLInputElement).checkValidity();
  return fields.length;
}
