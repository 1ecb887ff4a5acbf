/** Today where the browser is, `YYYY-MM-DD`. */
export function today(now = new Date()): string {
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** DA to `YYYY-MM-DD`; what is none stays as it is. */
export function readableDay(da: string): string {
  return da.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3');
}

/** TM to `HH:MM`; seconds do not matter to a worklist. */
export function readableTime(tm: string): string {
  return tm.replace(/^(\d{2})(\d{2})?.*$/, (_all, hours: string, minutes = '00') => `${hours}:${minutes}`);
}
