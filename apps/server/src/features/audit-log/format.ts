import type { AuditLogEvent } from '@readroom/contract';

const COLUMNS: [string, (event: AuditLogEvent) => string | null][] = [
  ['time', (event) => event.at],
  ['actor', (event) => event.actor.name],
  ['actor_kind', (event) => event.actor.kind],
  ['actor_id', (event) => event.actor.id],
  ['action', (event) => event.action],
  ['subject', (event) => event.subject],
  ['subject_name', (event) => event.subjectName],
  ['study_id', (event) => event.studyId],
  ['request_id', (event) => event.requestId],
  ['detail', (event) => JSON.stringify(event.detail)],
  ['event_id', (event) => event.eventId],
  ['sealed', (event) => (event.isSealed ? 'yes' : 'no')],
];

/** RFC 4180, with a byte order mark: without it spreadsheets read names in the wrong character set. */
export async function* toCsv(events: AsyncIterable<AuditLogEvent>): AsyncGenerator<string> {
  yield `\uFEFF${COLUMNS.map(([name]) => name).join(',')}\r\n`;
  for await (const event of events) yield `${COLUMNS.map(([, value]) => cell(value(event))).join(',')}\r\n`;
}

/** One JSON object a line. */
export async function* toJsonLines(events: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const event of events) yield `${JSON.stringify(event)}\n`;
}

/** Quoted where it must be. What a spreadsheet would take for a formula (a name may begin with "=") gets an apostrophe before it. */
function cell(value: string | null): string {
  const text = value ?? '';
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
