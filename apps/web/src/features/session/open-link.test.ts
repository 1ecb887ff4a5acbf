import { expect, test } from 'vitest';
import { ApiFailure, ConnectionLost } from '../../api/index.ts';
import { isLinkGone, whyNotOpened } from './open-link.ts';

const refused = (status: number, code: string, message: string) => new ApiFailure(status, { code, message }, null, {});

test('a link that was used is gone; one that was refused or not reached stays good', () => {
  expect(isLinkGone(refused(401, 'link_not_valid', 'This link is not valid.'))).toBe(true);
  expect(isLinkGone(refused(403, 'forbidden', 'You are signed in to another clinic.'))).toBe(false);
  expect(isLinkGone(new ConnectionLost(null))).toBe(false);
});

test('a refusal says what the server says of this session, not that a permission is missing', () => {
  const message = 'You are signed in to another clinic. Sign out first, or open the link in a private window.';
  expect(whyNotOpened(refused(403, 'forbidden', message))).toBe(message);
  expect(whyNotOpened(new ConnectionLost(null))).toContain('cannot be reached');
});
