import { isIP } from 'node:net';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { RateLimit } from './platform/http/index.ts';

/** Where the bytes of images and PDFs are kept. Credentials of S3 come from AWS's own variables or the machine's role. */
export type StorageConfig =
  | { kind: 'file'; directory: string }
  | { kind: 's3'; bucket: string; prefix: string; region: string; endpoint: string | undefined; forcePathStyle: boolean };

/** The settings of one process, checked. */
export interface Config {
  dataDir: string;
  host: string;
  port: number;
  /** Without a slash at the end. */
  publicUrl: string;
  demo: boolean;
  bootstrapKey: string | undefined;
  bootstrapOwner: { email: string; password: string } | undefined;
  databaseUrl: string | undefined;
  storage: StorageConfig;
  outboundAllow: string[];
  /** Who may say for whom they speak (X-Forwarded-For): addresses, CIDRs, or `loopback`. */
  trustedProxies: string[];
  role: 'all' | 'web' | 'worker';
  /** Of each API key in /v1; null where none is set. */
  rateLimit: RateLimit | null;
  /** Without it mails are written to a folder. */
  smtpUrl: string | undefined;
  mailFrom: string;
  logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'silent';
}

/** A setting that cannot be used. Its message has one line per variable and quotes no value: some are secrets. */
export class ConfigError extends Error {
  constructor(problems: string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
  }
}

const flag = z.enum(['1', '0', 'true', 'false'], 'expected 1 or 0').transform((value) => value === '1' || value === 'true');
const port = z
  .string()
  .regex(/^\d{1,5}$/, 'expected a port number from 1 to 65535')
  .transform(Number)
  .refine((value) => value >= 1 && value <= 65_535, 'expected a port number from 1 to 65535');
const url = (protocols: string[], expected: string) =>
  z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), `expected ${expected}`);

/** Every variable that is read, with what it means. */
const VARIABLES = {
  /** The folder for everything that must survive: database, images, secrets. */
  READROOM_DATA: z.string().default('./data'),
  READROOM_HOST: z
    .string()
    .default('127.0.0.1')
    .refine((value) => isIP(value) > 0 || value === 'localhost', 'expected an IP address to listen on, such as 0.0.0.0'),
  READROOM_PORT: port.default(4600),
  /** The address under which browsers and webhook receivers reach this server; links are made with it. Default: http://<host>:<port>. */
  READROOM_PUBLIC_URL: url(['http:', 'https:'], 'the http(s) URL under which users reach this server')
    .refine(
      (value) => !URL.canParse(value) || /^\/?$/.test(new URL(value).pathname + new URL(value).search),
      'expected a URL without a path',
    )
    .optional(),
  /** 1 loads the demo clinic into an empty database, once; 0 starts empty. */
  READROOM_DEMO: flag.default(true),
  /** An API key to create at the first start: scope all, Viewer enabled. */
  READROOM_BOOTSTRAP_KEY: z
    .string()
    .regex(/^sk_live_[0-9a-f]{32}$/, 'expected sk_live_ and 32 lower-case hex digits')
    .optional(),
  /** An owner to create at the first start. */
  READROOM_BOOTSTRAP_OWNER: z
    .string()
    .regex(/^[^@\s:]+@[^@\s:]+:.{8,1000}$/s, 'expected email:password with a password of at least 8 characters')
    .transform((value) => ({ email: value.slice(0, value.indexOf(':')), password: value.slice(value.indexOf(':') + 1) }))
    .optional(),
  /** An external PostgreSQL (15 or later); without it one runs inside READROOM_DATA. */
  DATABASE_URL: url(['postgres:', 'postgresql:'], 'postgres://user:password@host:port/database').optional(),
  /** `file:<folder>` (default: storage inside READROOM_DATA) or `s3://<bucket>[/<prefix>][?region=&endpoint=&pathStyle=1]`. */
  READROOM_STORAGE: z.string().optional(),
  /** Private networks that webhooks may reach, as CIDRs separated by commas: 10.0.0.0/8,fd00::/8. */
  READROOM_OUTBOUND_ALLOW: z
    .string()
    .transform((value) => value.split(',').map((part) => part.trim()))
    .refine((parts) => parts.every(isCidr), 'expected CIDRs separated by commas, such as 10.0.0.0/8')
    .default([]),
  /** The TLS proxies in front, whose X-Forwarded-For and X-Forwarded-Proto are believed: addresses and CIDRs separated by commas, or `loopback`. */
  READROOM_TRUSTED_PROXIES: z
    .string()
    .default('loopback')
    .transform((value) => value.split(',').map((part) => part.trim()))
    .refine(
      (parts) => parts.every((part) => part === 'loopback' || isNetwork(part)),
      'expected addresses or CIDRs separated by commas, such as 10.0.0.2 or 172.16.0.0/12, or loopback',
    ),
  /** `web` answers requests, `worker` does the queued work; without it one process does both. */
  READROOM_ROLE: z.enum(['web', 'worker'], 'expected web or worker').optional(),
  /** How many calls of /v1 each API key may make per second, and four times as many at once; `off` for as many as it can. Each process counts for itself. */
  READROOM_RATE_LIMIT: z
    .string()
    .regex(/^(?:off|[1-9]\d{0,5})$/, 'expected calls per second from 1 to 999999, or off')
    .default('50')
    .transform((value) => (value === 'off' ? null : { perSecond: Number(value), burst: 4 * Number(value) })),
  /** The mail server: smtp://user:password@host:587 or smtps://host:465. Without it mails are written to the folder outbox in READROOM_DATA. */
  SMTP_URL: url(['smtp:', 'smtps:'], 'smtp://user:password@host:port or smtps://…').optional(),
  /** Whom mails come from: an address, or `Name <address>`. Default: no-reply at the host of READROOM_PUBLIC_URL. */
  READROOM_MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>\r\n]*<[^@\s<>]+@[^@\s<>]+>|[^@\s<>]+@[^@\s<>]+)$/, 'expected an address such as Readroom <no-reply@example.org>')
    .optional(),
  READROOM_LOG: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'], 'expected fatal, error, warn, info, debug or silent')
    .default('info'),
};

/** Reads and checks the environment. An empty variable counts as absent. Throws `ConfigError` naming every variable that is wrong. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const given = Object.fromEntries(Object.keys(VARIABLES).map((name) => [name, environment[name] || undefined]));
  const parsed = z.object(VARIABLES).safeParse(given);
  if (!parsed.success) throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`));
  const values = parsed.data;
  const dataDir = resolve(values.READROOM_DATA);
  const publicUrl = (values.READROOM_PUBLIC_URL ?? localUrl(values.READROOM_HOST, values.READROOM_PORT)).replace(/\/$/, '');
  return {
    dataDir,
    host: values.READROOM_HOST,
    port: values.READROOM_PORT,
    publicUrl,
    demo: values.READROOM_DEMO,
    bootstrapKey: values.READROOM_BOOTSTRAP_KEY,
    bootstrapOwner: values.READROOM_BOOTSTRAP_OWNER,
    databaseUrl: values.DATABASE_URL,
    storage: readStorage(values.READROOM_STORAGE, dataDir),
    outboundAllow: values.READROOM_OUTBOUND_ALLOW,
    trustedProxies: values.READROOM_TRUSTED_PROXIES,
    role: values.READROOM_ROLE ?? 'all',
    rateLimit: values.READROOM_RATE_LIMIT,
    smtpUrl: values.SMTP_URL,
    mailFrom: values.READROOM_MAIL_FROM ?? `Readroom <no-reply@${new URL(publicUrl).hostname}>`,
    logLevel: values.READROOM_LOG,
  };
}

function localUrl(host: string, portNumber: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://localhost:${portNumber}`;
  return `http://${isIP(host) === 6 ? `[${host}]` : host}:${portNumber}`;
}

function readStorage(value: string | undefined, dataDir: string): StorageConfig {
  if (value === undefined) return { kind: 'file', directory: join(dataDir, 'storage') };
  const folder = /^file:(?:\/\/)?(.+)$/s.exec(value)?.[1];
  if (folder !== undefined) return { kind: 'file', directory: resolve(folder) };
  const s3 = URL.canParse(value) ? new URL(value) : null;
  if (s3?.protocol !== 's3:' || s3.hostname === '') {
    throw new ConfigError(['READROOM_STORAGE: expected file:<folder> or s3://<bucket>[/<prefix>][?region=&endpoint=&pathStyle=1]']);
  }
  const endpoint = s3.searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !URL.canParse(endpoint)) throw new ConfigError(['READROOM_STORAGE: expected endpoint to be a URL']);
  return {
    kind: 's3',
    bucket: s3.hostname,
    prefix: s3.pathname.replace(/^\/|\/$/g, ''),
    region: s3.searchParams.get('region') ?? 'us-east-1',
    endpoint,
    // A server of one's own (MinIO, s3rver) has no host name per bucket.
    forcePathStyle: s3.searchParams.has('pathStyle') ? s3.searchParams.get('pathStyle') === '1' : endpoint !== undefined,
  };
}

function isCidr(value: string): boolean {
  const [address = '', bits = '', ...rest] = value.split('/');
  const version = isIP(address);
  return version > 0 && rest.length === 0 && /^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128);
}

/** An address or a part of the net. Not all of it: then everybody could say that they are anybody. */
function isNetwork(value: string): boolean {
  if (value.includes('%')) return false;
  return isIP(value) > 0 || (isCidr(value) && Number(value.split('/')[1]) > 0);
}
