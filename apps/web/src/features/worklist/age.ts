import type { Severity } from '@readroom/contract';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A running clock for a study's age in milliseconds: "00:07", "13:45", then "2d 3h". A workstation clock that is behind shows 00:00. */
export function formatAge(ms: number): string {
  const age = Math.max(0, ms);
  if (age >= DAY) return `${Math.floor(age / DAY)}d ${Math.floor((age % DAY) / HOUR)}h`;
  return `${twoDigits(Math.floor(age / HOUR))}:${twoDigits(Math.floor((age % HOUR) / MINUTE))}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

export type AgeTone = 'calm' | 'due' | 'late';

/** When a study of each severity is due and when it is late. */
const DUE: Record<Severity, { due: number; late: number }> = {
  stat: { due: 30 * MINUTE, late: HOUR },
  high: { due: 2 * HOUR, late: 4 * HOUR },
  normal: { due: DAY, late: 2 * DAY },
};

/** How pressing an unread study of this age, in milliseconds, is. */
export function ageTone(ms: number, severity: Severity): AgeTone {
  const limits = DUE[severity];
  if (ms >= limits.late) return 'late';
  return ms >= limits.due ? 'due' : 'calm';
}
