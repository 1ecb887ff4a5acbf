import { Secret, TOTP } from 'otpauth';

/** RFC 6238 as every authenticator has it: SHA-1, six digits, steps of 30 seconds. */
const SETTINGS = { algorithm: 'SHA1', digits: 6, period: 30 };
/** RFC 6238 5.2: one step to either side for clocks that differ. */
const WINDOW = 1;

/** 160 random bits (RFC 4226 4, R6) as base32. */
export function newSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** The `otpauth:` text that an authenticator reads from a QR code. */
export function enrolmentUri(secret: string, account: { clinicName: string; email: string }): string {
  return new TOTP({
    ...SETTINGS,
    secret: Secret.fromBase32(secret),
    issuer: `Readroom ${account.clinicName}`,
    label: account.email,
  }).toString();
}

/** The time step that a code is of, or null where it is of none near now. Spaces inside a code are left out. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const token = code.replaceAll(' ', '');
  if (!/^\d{6}$/.test(token)) return null;
  const timestamp = now.getTime();
  const delta = new TOTP({ ...SETTINGS, secret: Secret.fromBase32(secret) }).validate({ token, timestamp, window: WINDOW });
  return delta === null ? null : Math.floor(timestamp / 1000 / SETTINGS.period) + delta;
}
