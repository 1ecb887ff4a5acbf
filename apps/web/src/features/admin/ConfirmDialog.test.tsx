// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import { ApiFailure, ConnectionLost, reportConnection, reportSessionEnded } from '../../api/index.ts';
import { ConfirmDialog } from './ConfirmDialog.tsx';
import { testPage } from './testing/page.tsx';

const page = testPage();

test('while it runs it cannot be closed: its failure is seen, and then it can', async () => {
  const onClose = vi.fn();
  const answer = Promise.withResolvers<void>();
  await page.show(<ConfirmDialog title="Revoke it?" description="" action="Revoke" onConfirm={() => answer.promise} onClose={onClose} />);
  await page.click('Revoke');
  expect(page.button('Revoke').getAttribute('aria-busy')).toBe('true');
  expect(page.text()).toContain('Waiting for the answer');
  await page.click('Cancel');
  await page.click('Close');
  await page.escape();
  expect(onClose).not.toHaveBeenCalled();

  await page.happen(() => answer.reject(new ApiFailure(409, { code: 'conflict', message: 'It is in use.' }, null, null)));
  expect(page.alerts()).toEqual(['It is in use.']);
  expect(onClose).not.toHaveBeenCalled();
  await page.click('Cancel');
  expect(onClose).toHaveBeenCalledTimes(1);
  await page.escape();
  expect(onClose).toHaveBeenCalledTimes(2);
});

test('what is done closes it; a failure before is forgotten while it is tried again', async () => {
  const onClose = vi.fn();
  const second = Promise.withResolvers<void>();
  const onConfirm = vi.fn<() => Promise<void>>().mockRejectedValueOnce(new Error('x')).mockReturnValueOnce(second.promise);
  await page.show(<ConfirmDialog title="Revoke it?" description="" action="Revoke" onConfirm={onConfirm} onClose={onClose} />);
  await page.click('Revoke');
  expect(page.alerts()).toHaveLength(1);
  await page.click('Revoke');
  expect(page.alerts()).toEqual([]);
  await page.happen(() => second.resolve());
  expect(onClose).toHaveBeenCalledTimes(1);
});

test('after a sign-in, or once the server is there again, it says to confirm it again', async () => {
  const onConfirm = vi
    .fn<() => Promise<void>>()
    .mockRejectedValueOnce(new ApiFailure(401, { code: 'unauthenticated' }, null, null))
    .mockRejectedValueOnce(new ConnectionLost(null));
  await page.show(<ConfirmDialog title="Revoke it?" description="" action="Revoke" onConfirm={onConfirm} onClose={() => undefined} />);
  await page.happen(() => reportSessionEnded(true));
  await page.click('Revoke');
  expect(page.alerts()).toEqual([expect.stringContaining('Your session has ended.')]);
  await page.happen(() => reportSessionEnded(false));
  expect(page.alerts()).toEqual(['You are signed in again. It was not done yet: confirm it again.']);

  await page.happen(() => reportConnection(false));
  await page.click('Revoke');
  expect(page.alerts()).toEqual([expect.stringContaining('The server cannot be reached.')]);
  await page.happen(() => reportConnection(true));
  expect(page.alerts()).toEqual(['The server can be reached again. It may not have been done: confirm it again.']);
});
