import { z } from 'zod';
import { optionalBody } from './shared.ts';

/** The settings of a clinic, under /api/admin/clinic: like app.ts no part of the public API. */

export const PAPER_SIZES = ['letter', 'a4'] as const;
export const IDLE_MINUTES = { min: 5, max: 1440 } as const;

const fields = {
  /** On reports, in mails and in the authenticator of its users. */
  name: z.string().trim().min(1, 'expected 1 to 200 characters').max(200, 'expected 1 to 200 characters'),
  /** Address and telephone, printed under the name on a report. */
  letterhead: z.string().trim().max(200, 'expected at most 200 characters').nullable(),
  /** IANA name: the times printed on a report are of this zone. */
  timeZone: z.string().max(100).refine(isTimeZone, 'expected a time zone such as America/New_York'),
  paperSize: z.enum(PAPER_SIZES),
  /** Whoever signs in with a password must have a second factor; who has none sets it up at the next sign-in. */
  requiresSecondFactor: z.boolean(),
  /** A sign-in ends after this time without use. */
  idleSignOutMinutes: z
    .int(`expected ${IDLE_MINUTES.min} to ${IDLE_MINUTES.max} minutes`)
    .min(IDLE_MINUTES.min, `expected ${IDLE_MINUTES.min} to ${IDLE_MINUTES.max} minutes`)
    .max(IDLE_MINUTES.max, `expected ${IDLE_MINUTES.min} to ${IDLE_MINUTES.max} minutes`),
};

export const ClinicSettingsSchema = z.strictObject(fields);
export type ClinicSettings = z.infer<typeof ClinicSettingsSchema>;
/** Changes what is sent; an empty or null letterhead is none. */
export const ClinicSettingsPatchSchema = z.strictObject(fields).partial();
export const ClinicSettingsPatchBodySchema = optionalBody(ClinicSettingsPatchSchema);
export type ClinicSettingsPatch = z.infer<typeof ClinicSettingsPatchSchema>;

function isTimeZone(name: string): boolean {
  try {
    // Offsets such as +01:00 would be taken too; a clinic has summer and winter.
    return !/^[+-]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}
