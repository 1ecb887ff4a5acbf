import { publicId } from '@readroom/contract';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { idOrNone, oneOf, readFilters, writeFilters } from './list-filters.ts';

const STUDIES = z.object({ status: oneOf(['any', 'complete']), cancelled: oneOf(['no', 'yes', 'any']), customer: idOrNone('cus') });
const customer = publicId('cus', '11111111-2222-4333-8444-555555555555');

test('an address says only what was chosen, and is read back', () => {
  expect(writeFilters(STUDIES, readFilters(STUDIES, ''))).toBe('');
  const chosen = { status: 'complete', cancelled: 'any', customer } as const;
  expect(writeFilters(STUDIES, chosen)).toBe(`status=complete&cancelled=any&customer=${customer}`);
  expect(readFilters(STUDIES, writeFilters(STUDIES, chosen))).toEqual(chosen);
  expect(readFilters(STUDIES, 'customer=none').customer).toBe('none');
});

test('what an address cannot mean is left out, and is not written either', () => {
  const read = readFilters(STUDIES, 'status=lost&cancelled=1&customer=DOE&words=Jane');
  expect(read).toEqual({ status: 'any', cancelled: 'no', customer: 'any' });
  expect(writeFilters(STUDIES, read)).toBe('');
});
