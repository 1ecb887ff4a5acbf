import type { ViewedInstance, ViewedSeries } from '../viewed-series.ts';

/** An instance of 4 x 4 pixels without geometry, for tests. */
export function instance(sopInstanceUid: string, change: Partial<ViewedInstance> = {}): ViewedInstance {
  return {
    url: `/instances/${sopInstanceUid}`,
    sopInstanceUid,
    sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
    transferSyntaxUid: '1.2.840.10008.1.2.1',
    instanceNumber: null,
    numberOfFrames: 1,
    rows: 4,
    columns: 4,
    imagePositionPatient: null,
    imageOrientationPatient: null,
    sliceThickness: null,
    sliceLocation: null,
    windowCenter: null,
    windowWidth: null,
    size: 100,
    ...change,
  };
}

/** A CT series of these instances, complete, for tests. */
export function series(seriesInstanceUid: string, instances: ViewedInstance[], change: Partial<ViewedSeries> = {}): ViewedSeries {
  return {
    study: { studyInstanceUid: '9', date: '20260601', description: null },
    seriesInstanceUid,
    seriesNumber: 1,
    seriesDescription: null,
    modality: 'CT',
    bodyPartExamined: null,
    laterality: null,
    instances,
    expectedCount: instances.length,
    ...change,
  };
}
