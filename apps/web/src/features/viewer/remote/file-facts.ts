import type { DataSet } from 'dicom-parser';
import { code, functionalGroup, number, numbers, textReader } from '../image/attributes.ts';
import { ImageError } from '../image/image-error.ts';
import type { ViewedInstance, ViewedSeries } from '../viewed-series.ts';

/** The patient as a file names them, in DICOM's own writing. */
export interface FilePatient {
  patientName: string | null;
  patientId: string | null;
  patientBirthDate: string | null;
  patientSex: string | null;
}

/** What one file says of itself: whose it is, and where in the study it belongs. */
export interface RemoteFile {
  /** Its place in the sender's answer, from 0. */
  index: number;
  patient: FilePatient;
  series: Omit<ViewedSeries, 'instances' | 'expectedCount'>;
  instance: ViewedInstance;
}

/**
 * Reads the header of a file that came from the sender.
 *
 * @throws ImageError when it does not say which series and instance it is; a study that is not named is the empty text
 */
export function readFileFacts(dataSet: DataSet, url: string, index: number): RemoteFile {
  const text = textReader(dataSet);
  const rows = dataSet.uint16('x00280010') ?? null;
  const columns = dataSet.uint16('x00280011') ?? null;
  const vector = (macro: string, tag: string, length: number) => {
    const values = numbers(functionalGroup(dataSet, 1, macro) ?? dataSet, tag);
    return values?.length === length ? values : null;
  };
  return {
    index,
    patient: {
      patientName: text('x00100010', true),
      patientId: text('x00100020'),
      patientBirthDate: code(dataSet, 'x00100030'),
      patientSex: code(dataSet, 'x00100040'),
    },
    series: {
      study: {
        studyInstanceUid: code(dataSet, 'x0020000d') ?? '',
        date: code(dataSet, 'x00080020'),
        description: text('x00081030'),
      },
      seriesInstanceUid: requiredUid(dataSet, 'x0020000e', 'Series Instance UID'),
      seriesNumber: number(dataSet, 'x00200011'),
      seriesDescription: text('x0008103e'),
      modality: code(dataSet, 'x00080060'),
      bodyPartExamined: code(dataSet, 'x00180015'),
      laterality: code(dataSet, 'x00200060'),
    },
    instance: {
      url,
      sopInstanceUid: requiredUid(dataSet, 'x00080018', 'SOP Instance UID'),
      sopClassUid: code(dataSet, 'x00080016') ?? '',
      transferSyntaxUid: code(dataSet, 'x00020010') ?? '1.2.840.10008.1.2',
      instanceNumber: number(dataSet, 'x00200013'),
      numberOfFrames: Math.max(1, number(dataSet, 'x00280008') ?? 1),
      rows,
      columns,
      imagePositionPatient: vector('x00209113', 'x00200032', 3),
      imageOrientationPatient: vector('x00209116', 'x00200037', 6),
      sliceThickness: number(dataSet, 'x00180050'),
      sliceLocation: number(dataSet, 'x00201041'),
      windowCenter: numbers(dataSet, 'x00281050'),
      windowWidth: numbers(dataSet, 'x00281051'),
      size: dataSet.byteArray.length,
    },
  };
}

function requiredUid(dataSet: DataSet, tag: string, name: string): string {
  const uid = code(dataSet, tag);
  if (!uid) throw new ImageError('broken', `This file cannot be shown: its ${name} is missing. Ask for it to be sent again.`);
  return uid;
}
