export const STUDIES = '/admin/studies';
let last = STUDIES;

/** Where the list of studies was left, with its filters: the way back from a form. */
export function listAddress(): string {
  return last;
}

/** The query of the list's filters, without `?`. */
export function rememberList(query: string): void {
  last = query === '' ? STUDIES : `${STUDIES}?${query}`;
}
