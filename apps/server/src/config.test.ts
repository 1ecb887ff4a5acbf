import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readConfig } from './config.ts';

test('nothing set: this machine only, data beside the program, the demo', () => {
  expect(readConfig({})).toEqual({
    dataDir: resolve('data'),
    host: '127.0.0.1',
    port: 4600,
    publicUrl: 'http://127.0.0.1:4600',
    demo: true,
    bootstrapKey: undefined,
    bootstrapOwner: undefined,
    databaseUrl: undefined,
    storage: { kind: 'file', directory: resolve('data/storage') },
    smtpUrl: undefined,
    mailFrom: 'Readroom <no-reply@127.0.0.1>',
    outboundAllow: [],
    trustedProxies: ['loopback'],
    role: 'all',
    rateLimit: { perSecond: 50, burst: 200 },
    logLevel: 'info',
  });
});

test('the rate limit is calls per second, or off', () => {
  expect(readConfig({ READROOM_RATE_LIMIT: '10' }).rateLimit).toEqual({ perSecond: 10, burst: 40 });
  expect(readConfig({ READROOM_RATE_LIMIT: 'off' }).rateLimit).toBeNull();
});

test.each([
  ['READROOM_PORT', 'http'],
  ['READROOM_PORT', '0'],
  ['READROOM_PORT', '70000'],
  ['READROOM_HOST', 'reading room'],
  ['READROOM_PUBLIC_URL', 'rooms.example.org'],
  ['READROOM_PUBLIC_URL', 'https://example.org/rooms'],
  ['READROOM_DEMO', 'yes'],
  ['READROOM_BOOTSTRAP_KEY', 'sk_live_ABC'],
  ['READROOM_BOOTSTRAP_OWNER', 'owner@example.org'],
  ['READROOM_BOOTSTRAP_OWNER', 'owner@example.org:short'],
  ['DATABASE_URL', 'mysql://localhost/db'],
  ['READROOM_STORAGE', '/var/images'],
  ['READROOM_STORAGE', 's3://'],
  ['READROOM_OUTBOUND_ALLOW', '10.0.0.0'],
  ['READROOM_OUTBOUND_ALLOW', '10.0.0.0/33'],
  ['READROOM_TRUSTED_PROXIES', 'proxy.example.org'],
  ['READROOM_TRUSTED_PROXIES', '10.0.0.2,'],
  ['READROOM_TRUSTED_PROXIES', '10.0.0.0/33'],
  ['READROOM_TRUSTED_PROXIES', 'fe80::1%eth0'],
  ['READROOM_TRUSTED_PROXIES', '0.0.0.0/0'],
  ['READROOM_ROLE', 'dimse'],
  ['READROOM_RATE_LIMIT', '0'],
  ['READROOM_RATE_LIMIT', '-1'],
  ['READROOM_RATE_LIMIT', 'none'],
  ['READROOM_LOG', 'loud'],
])('%s=%s is refused by name', (name, value) => {
  expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`^${name}: expected `));
});

test('a secret that is refused is not quoted', () => {
  const environment = { READROOM_BOOTSTRAP_OWNER: 'owner@example.org:short', DATABASE_URL: 'mysql://me:hidden@localhost/db' };
  expect(() => readConfig(environment)).toThrow(/^(?!.*(?:short|hidden)).*READROOM_BOOTSTRAP_OWNER/s);
});

test('every wrong variable is named at once', () => {
  expect(() => readConfig({ READROOM_PORT: 'x', READROOM_DEMO: 'y' })).toThrow(/READROOM_PORT: .*\nREADROOM_DEMO: /);
});

test('an empty variable is an absent one', () => {
  expect(readConfig({ READROOM_PORT: '', DATABASE_URL: '' })).toMatchObject({ port: 4600, databaseUrl: undefined });
});

test('what is set is used', () => {
  const owner = readConfig({ READROOM_BOOTSTRAP_OWNER: 'owner@example.org:with:colons and more' }).bootstrapOwner;
  expect(owner).toEqual({ email: 'owner@example.org', password: 'with:colons and more' });
  expect(readConfig({ READROOM_PUBLIC_URL: 'https://rooms.example.org/' }).publicUrl).toBe('https://rooms.example.org');
  expect(readConfig({ READROOM_HOST: '0.0.0.0', READROOM_PORT: '80' }).publicUrl).toBe('http://localhost:80');
  expect(readConfig({ READROOM_HOST: '::1' }).publicUrl).toBe('http://[::1]:4600');
  expect(readConfig({ READROOM_OUTBOUND_ALLOW: '10.0.0.0/8, fd00::/8' }).outboundAllow).toEqual(['10.0.0.0/8', 'fd00::/8']);
  const proxies = readConfig({ READROOM_TRUSTED_PROXIES: 'loopback, 172.16.0.0/12,fd00::2' }).trustedProxies;
  expect(proxies).toEqual(['loopback', '172.16.0.0/12', 'fd00::2']);
  expect(readConfig({ READROOM_STORAGE: 'file:/srv/images' }).storage).toEqual({ kind: 'file', directory: '/srv/images' });
  expect(readConfig({ READROOM_STORAGE: 's3://images/prod?region=eu-west-1' }).storage).toEqual({
    kind: 's3',
    bucket: 'images',
    prefix: 'prod',
    region: 'eu-west-1',
    endpoint: undefined,
    forcePathStyle: false,
  });
  expect(readConfig({ READROOM_STORAGE: 's3://images?endpoint=http://127.0.0.1:9000' }).storage).toMatchObject({
    endpoint: 'http://127.0.0.1:9000',
    forcePathStyle: true,
  });
});
