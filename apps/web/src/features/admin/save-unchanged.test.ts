import { expect, test, vi } from 'vitest';
import { ApiFailure, ConnectionLost } from '../../api/index.ts';
import { ChangedMeanwhile, saveUnchanged } from './save-unchanged.ts';

interface User {
  name: string;
  lastLogin: number;
}

/** A server that holds one user, whose tag is the whole of it. */
function holding(user: User) {
  const tag = () => JSON.stringify(user);
  return {
    user,
    read: vi.fn(async () => ({ value: { ...user }, etag: tag() })),
    patch: vi.fn(async (etag: string | null) => {
      if (etag !== tag()) throw new ApiFailure(412, { code: 'precondition_failed' }, null, null);
      return Object.assign(user, { name: 'Saved' });
    }),
  };
}
const isSame = (one: User, other: User) => one.name === other.name;

test('what nobody else changed is saved at once', async () => {
  const { read, patch } = holding({ name: 'Rhea', lastLogin: 1 });
  await saveUnchanged({ shown: await read(), read, isSame, patch });
  expect(read).toHaveBeenCalledTimes(1);
  expect(patch).toHaveBeenCalledTimes(1);
});

test('what somebody else changed is not overwritten', async () => {
  const { user, read, patch } = holding({ name: 'Rhea', lastLogin: 1 });
  const shown = await read();
  user.name = 'Rhea Maria';
  await expect(saveUnchanged({ shown, read, isSame, patch })).rejects.toThrow(ChangedMeanwhile);
  expect(user.name).toBe('Rhea Maria');
});

test('a row of a list has no tag: it is read first, and is not overwritten where it is old', async () => {
  const { user, read, patch } = holding({ name: 'Rhea', lastLogin: 1 });
  const shown = { value: { ...user }, etag: null };
  await saveUnchanged({ shown, read, isSame, patch });
  expect(user.name).toBe('Saved');
  await expect(saveUnchanged({ shown, read, isSame, patch })).rejects.toThrow(ChangedMeanwhile);
});

test('what changes beside the form is no reason to stop', async () => {
  const { user, read, patch } = holding({ name: 'Rhea', lastLogin: 1 });
  const shown = await read();
  user.lastLogin = 2;
  await saveUnchanged({ shown, read, isSame, patch });
  expect(user).toEqual({ name: 'Saved', lastLogin: 2 });
});

test('another failure is told as it is, and a resource that changes all the time is not asked for without end', async () => {
  const { read } = holding({ name: 'Rhea', lastLogin: 1 });
  const lost = vi.fn(async () => Promise.reject(new ConnectionLost(null)));
  await expect(saveUnchanged({ shown: await read(), read, isSame, patch: lost })).rejects.toThrow(ConnectionLost);
  expect(lost).toHaveBeenCalledTimes(1);
  const never = vi.fn(async () => Promise.reject(new ApiFailure(412, { code: 'precondition_failed' }, null, null)));
  await expect(saveUnchanged({ shown: await read(), read, isSame, patch: never })).rejects.toThrow(ApiFailure);
  expect(never.mock.calls.length).toBeLessThan(6);
});
