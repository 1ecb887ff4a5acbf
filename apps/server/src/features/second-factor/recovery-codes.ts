import { randomInt } from 'node:crypto';
import type { Signer } from '../../platform/signing/index.ts';

export const RECOVERY_CODES = 10;
/** Crockford's base32: no letter that looks like a digit. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** Ten codes of 50 random bits, such as `7k3m9-x0qwz`. */
export function newRecoveryCodes(): string[] {
  const part = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: RECOVERY_CODES }, () => `${part()}-${part()}`);
}

/** What is kept of a code: a keyed hash, in which the user has a part. Case, hyphens and spaces do not matter; o is 0, i and l are 1. */
export function hashRecoveryCode(signer: Signer, userId: string, code: string): Uint8Array {
  const plain = code.toLowerCase().replace(/[\s-]/g, '').replaceAll('o', '0').replace(/[il]/g, '1');
  return Buffer.from(signer.sign('second-factor', `${userId}\n${plain}`), 'hex');
}
