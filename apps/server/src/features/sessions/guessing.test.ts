import { sql } from 'drizzle-orm';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createTestApp, PASSWORD, type TestApp } from '../../../test/app.ts';
import { createClinic } from '../clinics/index.ts';

let server: TestApp;
let now = new Date('2026-03-02T08:00:00Z');
const MINUTE = 60_000;
const later = (ms: number) => {
  now = new Date(now.getTime() + ms);
};

beforeAll(async () => {
  server = await createTestApp({ deps: { clock: { now: () => now } } });
  return () => server.close();
});

// Each test in an hour of its own: what was counted before is past.
beforeEach(() => later(60 * MINUTE));

const HERE = '198.51.100.4';

/** A browser at an address, which keeps its cookies as browsers do. */
function newBrowser(address = HERE) {
  const jar: Record<string, string> = {};
  const send = async (path: string, payload: Record<string, string>) => {
    const answer = await server.app.inject({ method: 'POST', url: `/api${path}`, remoteAddress: address, cookies: jar, payload });
    for (const { name, value } of answer.cookies) jar[name] = value;
    return answer;
  };
  return { jar, send, signIn: (email: string, password = PASSWORD) => send('/session', { email, password }) };
}
type Browser = ReturnType<typeof newBrowser>;

const guess = async (browser: Browser, emails: string[]) => {
  for (const [i, email] of emails.entries()) await browser.signIn(email, `wrong ${i}`);
};
const times = (count: number, email: string) => Array.from({ length: count }, () => email);
const invented = (count: number) => Array.from({ length: count }, (_, i) => `nobody${i}@example.org`);
const outcome = async (browser: Browser, email: string, password = PASSWORD) => (await browser.signIn(email, password)).statusCode;

describe('a browser that has signed in to the account before', () => {
  test('is not held up by what others guess at the same address, whether at this account or at others', async () => {
    const { email } = await server.newUser();
    const known = newBrowser();
    expect(await outcome(known, email)).toBe(200);
    await guess(newBrowser(), times(10, email));
    await guess(newBrowser(), invented(60));
    expect(await outcome(newBrowser(), email)).toBe(429);
    expect(await outcome(known, email)).toBe(200);
  });

  test('nor by guesses from everywhere at its account', async () => {
    const { email } = await server.newUser();
    const known = newBrowser();
    await known.signIn(email);
    for (let i = 0; i < 10; i += 1) await guess(newBrowser(`192.0.2.${i}`), times(10, email));
    expect(await outcome(newBrowser('203.0.113.77'), email)).toBe(429);
    expect(await outcome(known, email)).toBe(200);
  });

  test('waits after ten failures of its own, and others do not for those', async () => {
    const { email } = await server.newUser();
    const [known, another] = [newBrowser(), newBrowser()];
    await known.signIn(email);
    await another.signIn(email);
    await guess(known, times(10, email));
    const answer = await known.signIn(email);
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([429, '900']);
    expect(await outcome(another, email)).toBe(200);
    expect(await outcome(newBrowser(), email)).toBe(200);
    later(15 * MINUTE + 1000);
    expect(await outcome(known, email)).toBe(200);
  });

  test('gets no new guesses at a colleague’s account by signing in to one’s own', async () => {
    const [own, colleague] = [await server.newUser(), await server.newUser()];
    const workstation = newBrowser();
    await workstation.signIn(colleague.email);
    await guess(workstation, times(9, colleague.email));
    expect(await outcome(workstation, own.email)).toBe(200);
    await guess(workstation, [colleague.email]);
    expect(await outcome(workstation, colleague.email)).toBe(429);
  });

  test('is known to each who signed in on it, and to nobody else', async () => {
    const [one, two, stranger] = [await server.newUser(), await server.newUser(), await server.newUser()];
    const workstation = newBrowser();
    await workstation.signIn(one.email);
    await workstation.signIn(two.email);
    await guess(newBrowser(), [...times(10, one.email), ...times(10, two.email), ...times(10, stranger.email)]);
    expect(await outcome(workstation, one.email)).toBe(200);
    expect(await outcome(workstation, two.email)).toBe(200);
    expect(await outcome(workstation, stranger.email)).toBe(429);
  });

  test('is known by a new token after each sign-in: one that somebody planted or kept is worth nothing', async () => {
    const { email } = await server.newUser();
    const known = newBrowser();
    await known.signIn(email);
    const before = newBrowser();
    Object.assign(before.jar, known.jar);
    await known.signIn(email);
    await guess(newBrowser(), times(10, email));
    expect(await outcome(before, email)).toBe(429);
    expect(await outcome(known, email)).toBe(200);
  });

  test('is no longer known a year after its last sign-in', async () => {
    const { email } = await server.newUser();
    const known = newBrowser();
    await known.signIn(email);
    later(366 * 24 * 60 * MINUTE);
    await guess(newBrowser(), times(10, email));
    expect(await outcome(known, email)).toBe(429);
  });

  test('of an account with the same email in another clinic is a stranger to this one', async () => {
    const email = 'two-clinics@example.org';
    const clinicId = await createClinic(server.deps, 'The other clinic');
    await server.newUser({ email });
    await server.newUser({ email, clinicId, password: 'another password' });
    const known = newBrowser();
    expect(await outcome(known, email, 'another password')).toBe(200);
    await guess(newBrowser(), times(10, email));
    expect(await outcome(known, email)).toBe(429);
    expect(await outcome(known, email, 'another password')).toBe(200);
  });

  test('keeps its token from scripts and sends it nowhere but to where one signs in', async () => {
    const { email } = await server.newUser();
    const { cookies } = await newBrowser().signIn(email);
    const browser = cookies.find(({ name }) => name === 'readroom_browser');
    expect(browser).toMatchObject({ path: '/api/session', httpOnly: true, sameSite: 'Lax', maxAge: 365 * 24 * 3600 });
    const { rows } = await server.deps.db.asSystem((tx) =>
      tx.execute(sql`SELECT encode(token_hash, 'escape') AS kept FROM known_browsers`),
    );
    expect(JSON.stringify(rows)).not.toContain(browser?.value);
  });

  test('is what a failed sign-in never makes of it', async () => {
    const { email } = await server.newUser();
    expect((await newBrowser().signIn(email, 'wrong')).cookies).toEqual([]);
  });
});

describe('a browser that nobody knows', () => {
  test('waits after ten failures at an account, with the right password too, for as long as the answer says', async () => {
    const { email } = await server.newUser();
    await guess(newBrowser(), times(5, email));
    later(5 * MINUTE);
    await guess(newBrowser(), times(5, email));
    const answer = await newBrowser().signIn(email);
    expect([answer.statusCode, answer.json().code, answer.headers['retry-after']]).toEqual([429, 'too_many_requests', '600']);
    expect(await outcome(newBrowser(), (await server.newUser()).email)).toBe(200);
    later(10 * MINUTE + 1000);
    expect(await outcome(newBrowser(), email)).toBe(200);
  });

  test('starts the count of an account anew with a sign-in in between', async () => {
    const { email } = await server.newUser();
    await guess(newBrowser(), times(9, email));
    expect(await outcome(newBrowser(), email)).toBe(200);
    await guess(newBrowser(), times(9, email));
    expect(await outcome(newBrowser(), email)).toBe(200);
  });

  test('waits where its address tries many accounts; at another address it does not', async () => {
    const { email } = await server.newUser();
    await guess(newBrowser(), invented(50));
    expect(await outcome(newBrowser(), email)).toBe(429);
    expect(await outcome(newBrowser('203.0.113.9'), email)).toBe(200);
  });

  test('of many guesses at once no more are looked at than of many in a row', async () => {
    const { email } = await server.newUser();
    const answers = await Promise.all(Array.from({ length: 30 }, (_, i) => outcome(newBrowser(), email, `wrong ${i}`)));
    expect(answers.filter((status) => status === 401)).toHaveLength(10);
    expect(answers.filter((status) => status === 429)).toHaveLength(20);
  });

  test('cannot guess on from the many addresses of one IPv6 line', async () => {
    const { email } = await server.newUser();
    for (let i = 1; i <= 10; i += 1) await guess(newBrowser(`2001:db8:1:2::${i}`), [email]);
    expect(await outcome(newBrowser('2001:db8:1:2:ffff::1'), email)).toBe(429);
    expect(await outcome(newBrowser('2001:db8:1:3::1'), email)).toBe(200);
  });

  test('nor try many accounts from the many lines of one IPv6 site', async () => {
    const { email } = await server.newUser();
    for (let i = 0; i < 20; i += 1) await guess(newBrowser(`2001:db8:1:${i.toString(16)}::1`), invented(10));
    expect(await outcome(newBrowser('2001:db8:1:ff::1'), email)).toBe(429);
    expect(await outcome(newBrowser('2001:db8:2::1'), email)).toBe(200);
  });

  test('is told apart by its IPv4 address also where a socket for IPv6 took the call', async () => {
    const { email } = await server.newUser();
    await guess(newBrowser('::ffff:203.0.113.20'), times(10, email));
    expect(await outcome(newBrowser('203.0.113.20'), email)).toBe(429);
    expect(await outcome(newBrowser('::ffff:203.0.113.21'), email)).toBe(200);
  });

  test('cannot count for another account or address by what it writes into the email', async () => {
    const { email } = await server.newUser();
    await guess(newBrowser(), times(10, `${email}\n203.0.113.30`));
    await guess(newBrowser(), times(10, `${email}\n203.0.113.30\n`));
    expect(await outcome(newBrowser('203.0.113.30'), email)).toBe(200);
  });
});

test('neither email nor address is kept', async () => {
  await newBrowser('203.0.113.10').signIn('somebody@example.org', 'wrong');
  const { rows } = await server.deps.db.asSystem((tx) => tx.execute(sql`SELECT subject FROM sign_in_failures`));
  expect(JSON.stringify(rows)).not.toMatch(/somebody|203\.0/);
});
