import type { Severity, WorklistRow } from '@readroom/contract';
import { describe, expect, test } from 'vitest';
import { appendPage, comparePlaces, refreshRows } from './rows.ts';

function row(studyId: string, severity: Severity, minute: number, more: Partial<WorklistRow> = {}): WorklistRow {
  return {
    studyId,
    studyInstanceUid: `1.2.${minute}`,
    severity,
    status: 'unassigned',
    isCancelled: false,
    isCritical: null,
    patientName: null,
    mrn: null,
    age: null,
    dateOfBirth: null,
    sex: null,
    studyDescription: 'CT HEAD',
    modality: 'CT',
    assignedTo: null,
    imageCount: 0,
    priorCount: 0,
    createdAt: new Date(Date.UTC(2026, 0, 1, 0, minute)).toISOString(),
    completedAt: null,
    ...more,
  };
}

const ids = (rows: WorklistRow[]) => rows.map((item) => item.studyId).join(' ');
const loaded = [row('s1', 'stat', 5), row('h1', 'high', 1), row('n1', 'normal', 0), row('n2', 'normal', 2)];

test('STAT first, then high, then oldest', () => {
  const shuffled = [loaded[3]!, loaded[1]!, loaded[2]!, loaded[0]!];
  expect(ids(shuffled.sort(comparePlaces))).toBe('s1 h1 n1 n2');
});

describe('live rows', () => {
  test('a new study takes its place in the order', () => {
    expect(ids(refreshRows(loaded, ['s2'], [row('s2', 'stat', 9)], null))).toBe('s1 s2 h1 n1 n2');
    expect(ids(refreshRows(loaded, ['n3'], [row('n3', 'normal', 9)], null))).toBe('s1 h1 n1 n2 n3');
  });

  test('a changed study is replaced where it is', () => {
    const rows = refreshRows(loaded, ['n1'], [row('n1', 'normal', 0, { imageCount: 20 })], null);
    expect(ids(rows)).toBe('s1 h1 n1 n2');
    expect(rows[2]?.imageCount).toBe(20);
  });

  test('a study made STAT moves up', () => {
    expect(ids(refreshRows(loaded, ['n2'], [row('n2', 'stat', 2)], null))).toBe('n2 s1 h1 n1');
  });

  test('a study that no longer matches the filters goes', () => {
    expect(ids(refreshRows(loaded, ['h1'], [], null))).toBe('s1 n1 n2');
  });

  test('a study behind the pages read so far is left to its page', () => {
    expect(ids(refreshRows(loaded, ['n9'], [row('n9', 'normal', 9)], loaded[3]!))).toBe('s1 h1 n1 n2');
  });

  test('studies of the same millisecond stay in the order in which they came', () => {
    expect(ids(refreshRows(loaded, ['n3'], [row('n3', 'normal', 2)], null))).toBe('s1 h1 n1 n2 n3');
  });

  test('rows that did not change stay the same objects, so that they are not drawn again', () => {
    const rows = refreshRows(loaded, ['h1'], [row('h1', 'high', 1, { imageCount: 1 })], null);
    expect(rows[0]).toBe(loaded[0]);
    expect(rows[3]).toBe(loaded[3]);
  });
});

test('a row that slipped into the next page is shown once', () => {
  expect(ids(appendPage(loaded, [row('n2', 'normal', 2), row('n3', 'normal', 3)]))).toBe('s1 h1 n1 n2 n3');
});
