import { expect, test } from 'vitest';
import { createTestApp, PASSWORD } from './app.ts';

/** Whether an eleventh sign-in waits after ten that failed, when both come from `socket` and are said to be from two addresses. */
async function countsAsOne(environment: NodeJS.ProcessEnv, socket: string): Promise<boolean> {
  const server = await createTestApp({ environment });
  try {
    const { email } = await server.newUser();
    const signIn = (password: string, forwarded: string) =>
      server.app.inject({
        method: 'POST',
        url: '/api/session',
        remoteAddress: socket,
        headers: { 'x-forwarded-for': forwarded },
        payload: { email, password },
      });
    for (let i = 0; i < 10; i += 1) expect((await signIn(`wrong ${i}`, '203.0.113.1')).statusCode).toBe(401);
    return (await signIn(PASSWORD, '203.0.113.2')).statusCode === 429;
  } finally {
    await server.close();
  }
}

test('a proxy in another container is believed once it is named, and then users behind it are told apart', async () => {
  expect(await countsAsOne({ READROOM_TRUSTED_PROXIES: '172.16.0.0/12' }, '172.18.0.5')).toBe(false);
  expect(await countsAsOne({}, '172.18.0.5')).toBe(true);
});

test('what is not named is not believed; on this machine the proxy is believed by itself', async () => {
  expect(await countsAsOne({ READROOM_TRUSTED_PROXIES: '172.16.0.0/12' }, '192.0.2.7')).toBe(true);
  expect(await countsAsOne({}, '127.0.0.1')).toBe(false);
});
