import { type ClinicSettings, IDLE_MINUTES } from '@readroom/contract';

/** The settings as the form holds them: texts and ticks. */
export type ClinicFields = Omit<ClinicSettings, 'letterhead' | 'idleSignOutMinutes'> & { letterhead: string; idleSignOutMinutes: string };

export function fieldsOfClinic({ letterhead, idleSignOutMinutes, ...settings }: ClinicSettings): ClinicFields {
  return { ...settings, letterhead: letterhead ?? '', idleSignOutMinutes: String(idleSignOutMinutes) };
}

/** The body of the PATCH: what differs; an emptied letterhead is none. */
export function changeOfClinic(before: ClinicSettings, fields: ClinicFields): Record<string, unknown> {
  const after: Record<string, unknown> = {
    ...fields,
    name: fields.name.trim(),
    letterhead: fields.letterhead.trim() === '' ? null : fields.letterhead.trim(),
    idleSignOutMinutes: Number(fields.idleSignOutMinutes),
  };
  const known: Record<string, unknown> = { ...before };
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => value !== known[name]));
}

const OFFERED = [IDLE_MINUTES.min, 10, 15, 30, 60, 120, 240, 480, 720, IDLE_MINUTES.max];

/** What is offered, and what stands where the API set something else. */
export function idleOptions(current: string): { value: string; label: string }[] {
  const minutes = [...new Set([...OFFERED, Number(current)])].sort((a, b) => a - b);
  return minutes.map((count) => ({ value: String(count), label: describeMinutes(count) }));
}

/** "15 minutes", "1 hour", "1 hour 30 minutes". */
export function describeMinutes(minutes: number): string {
  const parts: [number, string][] = [
    [Math.floor(minutes / 60), 'hour'],
    [minutes % 60, 'minute'],
  ];
  return parts.flatMap(([count, unit]) => (count === 0 ? [] : [`${count} ${unit}${count === 1 ? '' : 's'}`])).join(' ');
}

/** Zones whose name holds what is typed: "new y" finds America/New_York. */
export function matchingZones(text: string, zones: readonly string[]): string[] {
  const words = text.trim().toLowerCase().replaceAll(' ', '_');
  return zones.filter((zone) => zone.toLowerCase().includes(words)).slice(0, 30);
}
