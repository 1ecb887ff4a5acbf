import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { link, mkdir, open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** What a derived key is for: a value made for one domain is worthless in another. */
export type SigningDomain =
  | 'pdf-url'
  | 'external-report-url'
  | 'webhook-secret'
  | 'sign-in-subject'
  | 'demo-key'
  | 'idempotent-answer'
  | 'mail'
  | 'second-factor'
  | 'single-sign-on'
  | 'image-access';

/** Keyed hashes and sealed secrets, all from one installation secret. */
export interface Signer {
  /** Hex HMAC-SHA256 of the text under the domain's key. */
  sign(domain: SigningDomain, text: string): string;
  /** True where `signature` is what `sign` makes; takes the same time either way. */
  verify(domain: SigningDomain, text: string, signature: string): boolean;
  /** AES-256-GCM: nonce, tag, ciphertext. */
  seal(domain: SigningDomain, secret: string): Uint8Array;
  /** Throws where the bytes were not sealed here, for this domain. */
  unseal(domain: SigningDomain, sealed: Uint8Array): string;
}

export function createSigner(secret: Uint8Array): Signer {
  const keys = new Map<SigningDomain, KeyObject>();
  const key = (domain: SigningDomain) => {
    const derived = keys.get(domain) ?? createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `readroom:${domain}`, 32)));
    keys.set(domain, derived);
    return derived;
  };
  const sign = (domain: SigningDomain, text: string) => createHmac('sha256', key(domain)).update(text).digest('hex');
  return {
    sign,
    verify(domain, text, signature) {
      const expected = Buffer.from(sign(domain, text));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
    seal(domain, plain) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key(domain), nonce);
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), body]);
    },
    unseal(domain, sealed) {
      const bytes = Buffer.from(sealed);
      const decipher = createDecipheriv('aes-256-gcm', key(domain), bytes.subarray(0, 12), { authTagLength: 16 });
      decipher.setAuthTag(bytes.subarray(12, 28));
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
    },
  };
}

/** Reads the installation secret, or makes it once (32 random bytes, mode 0600, durable before it is used). Two processes that start at once agree on one. */
export async function loadInstallationSecret(dataFolder: string): Promise<Uint8Array> {
  await mkdir(dataFolder, { recursive: true });
  const path = join(dataFolder, 'installation.secret');
  const temporary = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const existing = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (existing) return checked(existing, path);
  const file = await open(temporary, 'wx', 0o600);
  await file.write(randomBytes(32));
  await file.sync();
  await file.close();
  await link(temporary, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
  await rm(temporary);
  // The name must survive a power cut as well as the bytes.
  const folder = await open(dataFolder);
  await folder.sync();
  await folder.close();
  return checked(await readFile(path), path);
}

function checked(secret: Uint8Array, path: string): Uint8Array {
  if (secret.length !== 32) throw new Error(`${path} should hold 32 bytes and holds ${secret.length}: restore it from a backup`);
  return secret;
}

/** SHA-256 of a random token: what the database keeps instead of the token. */
export function hashToken(token: string): Uint8Array {
  return hash('sha256', token, 'buffer');
}

/** 256 random bits, URL-safe. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}
