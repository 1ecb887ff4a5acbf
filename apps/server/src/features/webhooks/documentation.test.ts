import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ClinicalContextAnswerSchema, ClinicalContextRequestSchema, ReportDeliveredEventSchema } from '@readroom/contract';
import { Webhook } from 'standardwebhooks';
import { beforeAll, describe, expect, test } from 'vitest';
import { answering, startReceiver } from '../../../test/receiver.ts';

/** The samples of docs/integrate/webhooks.md, run as a reader would. */
const PAGE = join(import.meta.dirname, '../../../../../docs/integrate/webhooks.md');
const hasPython = spawnSync('python3', ['--version']).status === 0;
const hasMono = spawnSync('mcs', ['--version']).status === 0;

let folder: string;
let page: string;
beforeAll(async () => {
  page = await readFile(PAGE, 'utf8');
  folder = await mkdtemp(join(tmpdir(), 'readroom-docs-'));
  return () => rm(folder, { recursive: true, force: true });
});

function blocks(language: string): string[] {
  return [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1] ?? '');
}

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const OTHER = `whsec_${Buffer.alloc(32, 8).toString('base64')}`;
const BODY = '{"id":"whe_1","type":"webhook.test","data":{"name":"Müller \\"A\\""}}';

/** Headers as the reference library makes them, the signatures of every secret in one. */
function signed(secrets: string[], ageSeconds = 0, body = BODY): Record<string, string> {
  const at = new Date(Date.now() - ageSeconds * 1000);
  return {
    'webhook-id': 'whe_1',
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': secrets.map((secret) => new Webhook(secret).sign('whe_1', at, body)).join(' '),
  };
}

const CASES: [string, Record<string, string>, boolean][] = [
  ['a good signature', signed([SECRET]), true],
  ['one of two signatures while the secret rotates', signed([OTHER, SECRET]), true],
  ['the signature of another secret', signed([OTHER]), false],
  ['the signature of another body', signed([SECRET], 0, `${BODY} `), false],
  ['a timestamp of six minutes ago', signed([SECRET], 360), false],
  ['no headers', {}, false],
];

/** What the sample says to each case: a program that reads the cases and writes the answers. */
async function answersOf(command: string, sample: string, sampleName: string, driver: string, driverName: string): Promise<boolean[]> {
  await writeFile(join(folder, sampleName), sample);
  await writeFile(join(folder, driverName), driver);
  const input = JSON.stringify({ secret: SECRET, body: BODY, cases: CASES.map(([, headers]) => headers) });
  return JSON.parse(execFileSync(command, [join(folder, driverName)], { input, encoding: 'utf8' }));
}

const expected = CASES.map(([, , isGood]) => isGood);

test('the TypeScript sample verifies what the reference library signs, and nothing else', async () => {
  const driver = `import { readFileSync } from 'node:fs';
import { verifyWebhook } from './verify.ts';
const { secret, body, cases } = JSON.parse(readFileSync(0, 'utf8'));
console.log(JSON.stringify(cases.map((headers: Record<string, string>) => verifyWebhook(secret, headers, body))));`;
  expect(await answersOf(process.execPath, blocks('ts')[0] ?? '', 'verify.ts', driver, 'run.ts')).toEqual(expected);
});

test.runIf(hasPython)('the Python sample does too', async () => {
  const driver = `import json, sys
from verify import verify_webhook
given = json.load(sys.stdin)
print(json.dumps([verify_webhook(given["secret"], headers, given["body"].encode()) for headers in given["cases"]]))`;
  expect(await answersOf('python3', blocks('python')[0] ?? '', 'verify.py', driver, 'run.py')).toEqual(expected);
});

test.runIf(hasMono)('the C# sample does too', async () => {
  const driver = `using System;
using System.Text;
public static class Run
{
    public static void Main(string[] given)
    {
        for (string line; (line = Console.ReadLine()) != null;)
        {
            var headers = line.Split('\\t');
            Console.WriteLine(ReadroomWebhook.Verify(given[0], headers[0], headers[1], headers[2], Convert.FromBase64String(given[1])));
        }
    }
}`;
  await writeFile(join(folder, 'Verify.cs'), blocks('csharp')[0] ?? '');
  await writeFile(join(folder, 'Run.cs'), driver);
  execFileSync('mcs', ['-warnaserror', '-out:Run.exe', 'Run.cs', 'Verify.cs'], { cwd: folder });
  const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
  const input = CASES.map(([, headers]) => `${names.map((name) => headers[name] ?? '').join('\t')}\n`).join('');
  const body = Buffer.from(BODY).toString('base64');
  const said = execFileSync('mono', ['Run.exe', SECRET, body], { cwd: folder, input, encoding: 'utf8' });
  expect(said.trim().split('\n')).toEqual(expected.map((isGood) => (isGood ? 'True' : 'False')));
});

test('the openssl sample makes the signature, and the curl sample sends a request that verifies', async () => {
  const receiver = await startReceiver(answering({}));
  const headers = signed([SECRET]);
  await writeFile(join(folder, 'body.json'), BODY);
  const [, make = '', send = ''] = blocks('sh');
  const env = { ...process.env, SECRET, ID: 'whe_1', TIMESTAMP: headers['webhook-timestamp'], URL: receiver.url };
  const { stdout } = await promisify(execFile)('sh', ['-ec', `${make}\n${send}`], { cwd: folder, env });
  expect(stdout.split('\n')[0]).toBe(headers['webhook-signature']);
  const { body, headers: sent } = receiver.received[0]!;
  expect(new Webhook(SECRET).verify(body, sent as Record<string, string>)).toMatchObject({ type: 'webhook.test' });
  await receiver.close();
});

describe('the JSON samples are what the contract says', () => {
  const json = () => blocks('json').map((block) => JSON.parse(block));
  test('report.delivered', () => {
    expect(() => ReportDeliveredEventSchema.parse(json()[0])).not.toThrow();
  });
  test('clinical_context.enrichment_requested and its answer', () => {
    expect(() => ClinicalContextRequestSchema.parse(json()[1].data)).not.toThrow();
    const answer = json()[2];
    expect(ClinicalContextAnswerSchema.parse(answer)).toEqual(answer);
  });
});
