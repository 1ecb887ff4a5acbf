import type { Issue } from '@readroom/contract';
import { pathText } from './issues.ts';

/**
 * Text that PostgreSQL cannot keep as it was sent: U+0000, and half of a surrogate pair, which UTF-8 does not have. JSON may carry both as escapes.
 * Refused here with its path, so that no word is stored other than it came.
 */
export function unstorableText(value: unknown, path: PropertyKey[] = []): Issue[] {
  if (typeof value === 'string') {
    if (value.includes('\0')) return [{ path: pathText(path), message: 'the character U+0000 cannot be kept' }];
    return value.isWellFormed() ? [] : [{ path: pathText(path), message: 'half of a surrogate pair is no character' }];
  }
  if (Array.isArray(value)) return value.flatMap((item, index) => unstorableText(item, [...path, index]));
  if (value !== null && typeof value === 'object') {
    return Object.entries(value).flatMap(([key, item]) => {
      const inKey = unstorableText(key).map(({ message }) => ({ path: pathText(path), message: `in a key: ${message}` }));
      return inKey.length > 0 ? inKey : unstorableText(item, [...path, key]);
    });
  }
  return [];
}
