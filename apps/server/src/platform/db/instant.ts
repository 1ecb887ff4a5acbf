/** PostgreSQL reads years of four digits and knows no year 0. */
const FIRST = new Date('0001-01-01T00:00:00.000Z');
const LAST = new Date('9999-12-31T23:59:59.999Z');

/**
 * The moment of an RFC 3339 time, or of a day at its beginning (UTC), for comparing with a column of moments. One that is beyond what PostgreSQL reads, such as
 * `9999-12-31T23:59:59-12:00`, is the last (or first) that it does: nothing of ours lies behind.
 */
export function instant(text: string): Date {
  const moment = new Date(text);
  return moment < FIRST ? FIRST : moment > LAST ? LAST : moment;
}

/** The last moment of a day (UTC); a time is itself. */
export function endOf(dayOrTime: string): Date {
  return instant(dayOrTime.includes('T') ? dayOrTime : `${dayOrTime}T23:59:59.999Z`);
}
