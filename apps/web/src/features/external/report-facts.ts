import type { ExternalReportView } from '@readroom/contract';

/** "Read by Dr. Old, signed in 2019": as far as the sender said. The time is the sender's own text. */
export function origin({ readerName, signedAt }: Pick<ExternalReportView, 'readerName' | 'signedAt'>): string {
  const time = signedAt === null ? null : readableTime(signedAt);
  if (readerName && time) return `Read by ${readerName}, signed ${time}`;
  if (readerName) return `Read by ${readerName}`;
  return time ? `Signed ${time}` : 'Who read it is not known';
}

/** A text that is a date or an instant by ISO 8601 is written as one; every other stays as it is. */
export function readableTime(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}.*)?$/.test(text) || Number.isNaN(Date.parse(text))) return text;
  const isDay = text.length === 10;
  const options: Intl.DateTimeFormatOptions = isDay
    ? { dateStyle: 'medium', timeZone: 'UTC' }
    : { dateStyle: 'medium', timeStyle: 'short' };
  return new Date(text).toLocaleString(undefined, options);
}

/** Where the bytes of a report's file are; the study is the one that it is shown with. */
export function fileAddress(studyId: string, { externalReportId }: Pick<ExternalReportView, 'externalReportId'>): string {
  return `/api/studies/${studyId}/external-reports/${externalReportId}/file`;
}
