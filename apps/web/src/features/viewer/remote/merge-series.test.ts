import type { Manifest, ManifestSop } from '@readroom/contract';
import { describe, expect, test } from 'vitest';
import { instance, series } from '../testing/series.ts';
import type { RemoteFile } from './file-facts.ts';
import { loadOrder, nameOfFile, placesOfSeries } from './load-order.ts';
import { mergeSeries, type SeriesSources } from './merge-series.ts';

const STUDY = { studyInstanceUid: '9', date: '20260601', description: null };

function file(index: number, seriesUid: string, sopUid: string, change: Partial<RemoteFile['series']> = {}): RemoteFile {
  const { instances, expectedCount, ...about } = series(seriesUid, [], { study: STUDY, seriesNumber: Number(seriesUid), ...change });
  return {
    index,
    patient: { patientName: null, patientId: null, patientBirthDate: null, patientSex: null },
    series: about,
    instance: instance(sopUid, { url: `/sent/${index}` }),
  };
}

function sop(sopInstanceUID: string, instanceNumber?: number): ManifestSop {
  return {
    sopInstanceUID,
    sopClassUID: '1.2.840.10008.5.1.4.1.1.4',
    rows: 4,
    columns: 4,
    bitsAllocated: 16,
    photometricInterpretation: 'MONOCHROME2',
    samplesPerPixel: 1,
    bitsStored: undefined,
    highBit: undefined,
    pixelRepresentation: undefined,
    instanceNumber,
    numberOfFrames: undefined,
    rescaleSlope: undefined,
    rescaleIntercept: undefined,
    isFloatPixelData: undefined,
    isDoubleFloatPixelData: undefined,
  };
}

function manifest(...list: [seriesUid: string, description: string, sops: ManifestSop[]][]): Manifest {
  return {
    studyInstanceUID: '9',
    series: list.map(([seriesInstanceUID, seriesDescription, sops]) => ({
      seriesInstanceUID,
      seriesNumber: Number(seriesInstanceUID),
      seriesDescription,
      modality: 'MR',
      sops,
    })),
  };
}

const merged = (sources: Partial<SeriesSources>) =>
  mergeSeries({ stored: [], files: [], manifests: [], announced: [], ...sources }).map((one) => [
    one.seriesInstanceUid,
    one.instances.map(({ url }) => url),
    one.expectedCount,
  ]);

describe('series from several sources', () => {
  test('are grouped by their UIDs and stand by number, in whichever order the files came', () => {
    const files = [file(3, '2', '2.1'), file(0, '7', '7.1'), file(2, '7', '7.3'), file(1, '2', '2.2')];
    const expected = [
      ['2', ['/sent/1', '/sent/3'], 2],
      ['7', ['/sent/0', '/sent/2'], 2],
    ];
    expect(merged({ files })).toEqual(expected);
    expect(merged({ files: [...files].reverse() })).toEqual(expected);
  });

  test('have each instance once: a stored one stands before a sent one, an earlier sent one before a later', () => {
    const stored = [series('2', [instance('2.1', { url: '/stored' })], { study: STUDY, seriesNumber: 2 })];
    const files = [file(0, '2', '2.1'), file(1, '2', '2.2'), file(2, '2', '2.2')];
    expect(merged({ stored, files })).toEqual([['2', ['/stored', '/sent/1'], 2]]);
    expect(stored[0]?.instances).toHaveLength(1);
  });

  test('the latest exam comes first', () => {
    const prior = { study: { studyInstanceUid: '5', date: '20190101', description: 'prior' } };
    expect(merged({ files: [file(0, '1', '1.1', prior), file(1, '2', '2.1')] }).map(([uid]) => uid)).toEqual(['2', '1']);
  });
});

test('series of one exam stand together by number, also where its files give other dates or none', () => {
  const dated = (date: string | null) => ({ study: { ...STUDY, date } });
  const files = [file(0, '1', '1.1', dated('20010316')), file(1, '2', '2.1', dated(null)), file(2, '3', '3.1', dated('20010317'))];
  expect(merged({ files }).map(([uid]) => uid)).toEqual(['1', '2', '3']);
});

describe('a manifest', () => {
  const announced = manifest(['2', 'AX T2', [sop('2.1', 1), sop('2.2', 2)]], ['3', 'AX T1', [sop('3.1', 1)]]);

  test('gives the series with their counts before any file is there', () => {
    expect(merged({ manifests: [announced] })).toEqual([
      ['2', [], 2],
      ['3', [], 1],
    ]);
  });

  test('is corrected by the header of the file: where it belongs, and that there are more', () => {
    const files = [file(0, '2', '2.1'), file(1, '2', '2.9'), file(2, '4', '3.1')];
    expect(merged({ manifests: [announced], files })).toEqual([
      ['2', ['/sent/0', '/sent/1'], 3],
      ['4', ['/sent/2'], 1],
    ]);
  });

  test('waits for no instance whose file turned out to be another one', () => {
    const files = [file(0, '8', '8.1'), file(1, '8', '8.2')];
    expect(merged({ manifests: [announced], files, announced: ['2.1', '2.2', '3.1'] })).toEqual([
      ['3', [], 1],
      ['8', ['/sent/0', '/sent/1'], 2],
    ]);
  });

  test('does not wait for what is stored already', () => {
    const stored = [series('2', [instance('2.1'), instance('2.2')], { study: STUDY, seriesNumber: 2 })];
    expect(merged({ manifests: [announced], stored })[0]).toEqual(['2', ['/instances/2.1', '/instances/2.2'], 2]);
  });

  const images = ['3.1', '2.1', '2.2'].map((sopInstanceUid) => ({ key: sopInstanceUid, sopInstanceUid }));

  test('tells which files to fetch first: those of the hanging protocol, cell by cell, and of a series that is wanted', () => {
    const hang = (...viewportAssignments: (string | null)[]) =>
      loadOrder({ images, manifests: [announced], hangingProtocol: { layout: '1x2', viewportAssignments } });
    expect(hang('ax t2', 'AX T1')).toEqual([1, 2, 0]);
    expect(hang(null, null)).toEqual([0, 1, 2]);
    expect(placesOfSeries({ images, manifests: [announced] }, '2')).toEqual([1, 2]);
  });

  test('names a file that nobody could read; without one it is its place alone', () => {
    expect(nameOfFile({ images, manifests: [announced] }, 2)).toBe('File 3 of 3 (series 2, AX T2, image 2)');
    expect(nameOfFile({ images, manifests: [] }, 2)).toBe('File 3 of 3');
  });
});
