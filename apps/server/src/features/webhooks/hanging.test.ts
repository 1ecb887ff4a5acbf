import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { newReader, newStudy, signReport } from '../../../test/browser.ts';
import { answering, startReceiver } from '../../../test/receiver.ts';
import { createClinic } from '../clinics/index.ts';
import { listWebhooks, startDelivering } from './index.ts';

let server: TestApp;
const receivers: Awaited<ReturnType<typeof startReceiver>>[] = [];

beforeAll(async () => {
  server = await createTestApp();
  await startDelivering(server.deps);
  return () => server.close();
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

/** A clinic of its own whose key hears of its reports. */
async function newClinic(answer: Parameters<typeof startReceiver>[0]) {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  const clinicId = await createClinic(server.deps, 'Clinic');
  const reader = await newReader(server, { clinicId });
  const { authorization } = await server.newKey({ clinicId, reportWebhookUrl: receiver.url });
  const sign = async () => signReport(reader, await newStudy(server, authorization));
  return { ...receiver, clinicId, sign };
}

test('a receiver that never answers holds up the reports of no other clinic, and is asked twice at once at most', async () => {
  const hanging = await newClinic(() => {});
  const other = await newClinic(answering({ success: true }));
  for (let each = 0; each < 6; each += 1) await hanging.sign();
  await vi.waitFor(() => expect(hanging.received).toHaveLength(2), { timeout: 30_000, interval: 50 });
  await other.sign();
  await vi.waitFor(() => expect(other.received).toHaveLength(1), { timeout: 50_000, interval: 50 });
  const events = (await listWebhooks(server.deps, 100)).filter(({ clinicId }) => clinicId === hanging.clinicId);
  // None of them has timed out yet: the other clinic's did not wait for that.
  expect(events.flatMap(({ attempts }) => attempts)).toEqual([]);
  expect([events.length, hanging.received.length]).toEqual([6, 2]);
});
