import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { LockedError, lockHolder, takeLock } from './process-lock.ts';

const folder = mkdtempSync(join(tmpdir(), 'readroom-lock-'));
const path = join(folder, 'server.lock');
afterAll(() => rmSync(folder, { recursive: true }));

test('a held lock is refused with the pid of its holder and free after release', () => {
  const lock = takeLock(path);
  expect(lockHolder(path)).toBe(process.pid);
  expect(() => takeLock(path)).toThrow(LockedError);
  expect(() => takeLock(path)).toThrow(String(process.pid));
  lock.release();
  expect(existsSync(path)).toBe(false);
  takeLock(path).release();
  expect(readdirSync(folder)).toEqual([]);
});

test('the lock of a process that ended is free', () => {
  const { pid } = spawnSync(process.execPath, ['--version']);
  writeFileSync(path, `${pid} 12345\n`);
  expect(lockHolder(path)).toBeNull();
  takeLock(path).release();
});

test.runIf(process.platform === 'linux')('a living process that merely got the same pid does not hold it', () => {
  writeFileSync(path, `${process.ppid} 1\n`);
  expect(lockHolder(path)).toBeNull();
  takeLock(path).release();
});

test('a lock file without a pid, as a full disk leaves it, is free', () => {
  writeFileSync(path, '');
  takeLock(path).release();
});
