import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createSigner, hashToken, loadInstallationSecret, newToken } from './index.ts';

const signer = createSigner(new Uint8Array(32).fill(7));
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'readroom-secret-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a signature holds for its text, its domain and its secret only', () => {
  const signature = signer.sign('pdf-url', 'a');
  expect(signature).toMatch(/^[0-9a-f]{64}$/);
  expect(signer.verify('pdf-url', 'a', signature)).toBe(true);
  for (const wrong of ['', signature.slice(1), signature.toUpperCase(), 'é'.repeat(64)])
    expect(signer.verify('pdf-url', 'a', wrong)).toBe(false);
  expect(signer.verify('pdf-url', 'b', signature)).toBe(false);
  expect(signer.verify('webhook-secret', 'a', signature)).toBe(false);
  expect(createSigner(new Uint8Array(32).fill(8)).verify('pdf-url', 'a', signature)).toBe(false);
});

test('a sealed secret opens for its domain, and not once a bit was turned', () => {
  const sealed = signer.seal('webhook-secret', 'whsec_ü');
  expect(signer.unseal('webhook-secret', sealed)).toBe('whsec_ü');
  expect(signer.seal('webhook-secret', 'whsec_ü')).not.toEqual(sealed);
  expect(() => signer.unseal('pdf-url', sealed)).toThrow();
  for (let i = 0; i < sealed.length; i += 1) {
    const broken = Uint8Array.from(sealed, (byte, at) => (at === i ? byte ^ 1 : byte));
    expect(() => signer.unseal('webhook-secret', broken)).toThrow();
  }
  expect(() => signer.unseal('webhook-secret', sealed.slice(0, 20))).toThrow();
});

test('the installation secret is made once, for the owner’s eyes only, also by many processes at once', async () => {
  const secrets = await Promise.all(Array.from({ length: 8 }, () => loadInstallationSecret(folder)));
  expect(new Set(secrets.map((secret) => Buffer.from(secret).toString('hex'))).size).toBe(1);
  expect(secrets[0]).toHaveLength(32);
  expect((await stat(join(folder, 'installation.secret'))).mode & 0o777).toBe(0o600);
  expect(await readFile(join(folder, 'installation.secret'))).toEqual(Buffer.from(secrets[0]!));
});

test('a secret that was cut short is not used', async () => {
  await writeFile(join(folder, 'installation.secret'), 'short');
  await expect(loadInstallationSecret(folder)).rejects.toThrow('should hold 32 bytes and holds 5');
});

test('tokens have 256 random bits and fit into a URL', () => {
  const tokens = Array.from({ length: 100 }, newToken);
  for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/);
  expect(new Set(tokens).size).toBe(100);
  // FIPS 180-4, SHA-256 of "abc".
  expect(Buffer.from(hashToken('abc')).toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
});
