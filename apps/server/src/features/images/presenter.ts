import type { Instance, SeriesList } from '@readroom/contract';
import { formatPersonName, orderSlices } from '@readroom/dicom';
import type { StudyAttributes } from '../../platform/db/schema.ts';
import type { ListedInstance, SeriesRow } from './repository.ts';

/** The series of a study in the order of their numbers, each with its instances along the slice normal. */
export function presentSeriesList(
  studyInstanceUid: string,
  attributes: StudyAttributes,
  series: readonly SeriesRow[],
  instances: readonly ListedInstance[],
): SeriesList {
  const bySeries = Map.groupBy(instances, (instance) => instance.seriesInstanceUid);
  return {
    studyInstanceUid,
    patient: {
      patientName: (attributes.patientName && formatPersonName(attributes.patientName)) || null,
      patientId: attributes.patientId ?? null,
      patientBirthDate: attributes.patientBirthDate ?? null,
      patientSex: attributes.patientSex ?? null,
      studyDate: attributes.studyDate ?? null,
      studyTime: attributes.studyTime ?? null,
      studyDescription: attributes.studyDescription ?? null,
      accessionNumber: attributes.accessionNumber ?? null,
    },
    series: series.map((one) => ({
      seriesInstanceUid: one.seriesInstanceUid,
      seriesNumber: one.seriesNumber,
      seriesDescription: one.seriesDescription,
      modality: one.modality,
      bodyPartExamined: one.bodyPartExamined,
      laterality: one.laterality,
      instances: orderSlices((bySeries.get(one.seriesInstanceUid) ?? []).map(presentInstance)).slices,
    })),
  };
}

function presentInstance({ seriesInstanceUid: _series, ...instance }: ListedInstance): Instance {
  return {
    ...instance,
    imagePositionPatient: numbers(instance.imagePositionPatient, 3),
    imageOrientationPatient: numbers(instance.imageOrientationPatient, 6),
    sliceThickness: numbers(instance.sliceThickness)?.[0] ?? null,
    sliceLocation: numbers(instance.sliceLocation)?.[0] ?? null,
    windowCenter: numbers(instance.windowCenter),
    windowWidth: numbers(instance.windowWidth),
  };
}

/** A DS value that is no number stays text in the DICOM JSON model: it is nothing to compute with. */
function numbers(value: unknown, length?: number): number[] | null {
  if (!Array.isArray(value) || value.length === 0 || (length !== undefined && value.length !== length)) return null;
  return value.every((one) => typeof one === 'number') ? value : null;
}
