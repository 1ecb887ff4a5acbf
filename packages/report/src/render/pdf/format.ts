import type { ReportMetadata } from '@readroom/contract';
import type { PdfSigner } from './input.ts';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `2026-03-05` as "Mar 5, 2026": the month is a word because 03/05 means two days to two readers. */
export function formatDate(date: string): string {
  const [year, month, day] = date.split('-').map(Number);
  return `${MONTHS[(month ?? 1) - 1]} ${day}, ${year}`;
}

/**
 * An instant as "Mar 5, 2026, 14:05:32 UTC", in another zone (IANA name) as "Mar 5, 2026, 09:05:32 UTC-5": the offset says which instant it was to whoever knows no
 * abbreviations. Seconds stay: the line is evidence of when the report was signed.
 */
export function formatInstant(instant: string, timeZone = 'UTC'): string {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'shortOffset',
  });
  const part = Object.fromEntries(format.formatToParts(new Date(instant)).map(({ type, value }) => [type, value]));
  const zone = part.timeZoneName?.replace(/^GMT(?:[+-]0$)?/, 'UTC');
  return `${formatDate(`${part.year}-${part.month}-${part.day}`)}, ${part.hour}:${part.minute}:${part.second} ${zone}`;
}

/** Date and wall-clock time of the study as the scanner gave them; their zone is not known, so none is printed. */
export function formatStudyTime(header: ReportMetadata): string | undefined {
  if (header.studyDate === undefined) return header.studyTime;
  const date = formatDate(header.studyDate);
  return header.studyTime === undefined ? date : `${date}, ${header.studyTime}`;
}

/** "64 Y / Female", or the one of both that is known. */
export function formatAgeAndSex(header: ReportMetadata): string | undefined {
  const sex = header.sex && header.sex.charAt(0).toUpperCase() + header.sex.slice(1);
  return [header.age, sex].filter(Boolean).join(' / ') || undefined;
}

/** "172 cm / 80 kg" in the units that were sent: converting would print a number that nobody measured. */
export function formatHeightAndWeight(header: ReportMetadata): string | undefined {
  const measures = [header.height, header.weight].flatMap((measure) => (measure ? [`${measure.value} ${measure.unit}`] : []));
  return measures.join(' / ') || undefined;
}

/** "Jane Q. Doe, MD, PhD". */
export function formatSigner(signer: PdfSigner): string {
  const middle = signer.middleName?.trim();
  const initial = middle ? `${[...middle][0]}.` : undefined;
  const name = [signer.firstName, initial, signer.lastName].filter(Boolean).join(' ');
  return [name, signer.suffix1, signer.suffix2].filter(Boolean).join(', ');
}
