/** `YYYY-MM-DD` from a DA value (`YYYYMMDD`, or the pre-1993 `YYYY.MM.DD`, PS3.5 6.2); null where it is no date of the calendar. */
export function isoDate(value: string | null): string | null {
  const match = /^(\d{4})\.?(\d{2})\.?(\d{2})$/.exec(value ?? '');
  if (!match) return null;
  const iso = `${match[1]}-${match[2]}-${match[3]}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}

/** `HH:MM` or `HH:MM:SS` from a TM value (`HHMM[SS[.F]]`, or the pre-1993 form with colons); null where minutes are missing or it is no time. */
export function isoTime(value: string | null): string | null {
  const match = /^([01]\d|2[0-3]):?([0-5]\d)(?::?([0-5]\d|60)(?:\.\d{1,6})?)?$/.exec(value ?? '');
  if (!match) return null;
  return [match[1], match[2], match[3]].filter((part) => part !== undefined).join(':');
}
