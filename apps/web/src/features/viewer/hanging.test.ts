import { describe, expect, test } from 'vitest';
import { hangingOf, hangStacks } from './hanging.ts';
import { stacksOf } from './stacks.ts';
import { instance, series } from './testing/series.ts';

const described = (uid: string, seriesNumber: number, seriesDescription: string | null) =>
  series(uid, [instance(`${uid}.1`)], { seriesNumber, seriesDescription });
const keys = (assignments: (string | null)[], ...list: ReturnType<typeof series>[]) => hangStacks(assignments, stacksOf(list));

describe('a hanging protocol', () => {
  test('puts series into cells by their descriptions, row by row; null leaves a cell empty', () => {
    const [t1, t2] = [described('1', 1, 'AX T1'), described('2', 2, 'AX T2')];
    expect(keys(['AX T2', null, 'AX T1'], t1, t2)).toEqual(['2', null, '1']);
  });

  test('does not mind upper and lower case and stray blanks, but every other difference', () => {
    const t2 = described('2', 2, ' Ax  T2 ');
    expect(keys(['AX T2', 'AX T2 FS', 'T2'], t2)).toEqual(['2', null, null]);
  });

  test('leaves the cell of a series that is not there empty', () => {
    expect(keys(['AX T2'], described('1', 1, 'AX T1'), described('2', 2, null))).toEqual([null]);
  });

  test('takes series of one description one after the other, in the order of their numbers, however they came', () => {
    const [early, late] = [described('9', 3, 'CT'), described('1', 7, 'CT')];
    expect(keys(['CT', 'CT', 'CT'], late, early)).toEqual(['9', '1', '1']);
  });

  test('takes that of the latest exam first', () => {
    const prior = { ...described('1', 1, 'PA'), study: { studyInstanceUid: '5', date: '20200101', description: null } };
    expect(keys(['PA', 'PA'], prior, described('2', 4, 'PA'))).toEqual(['2', '1']);
  });

  test('has a layout of at most four by four', () => {
    expect(hangingOf({ layout: '4x4', viewportAssignments: [] })?.layout).toBe('4x4');
    expect(hangingOf({ layout: '5x1', viewportAssignments: [] })).toBeNull();
    expect(hangingOf(null)).toBeNull();
  });
});
