import {
  type PatientStudyAnswer,
  PatientStudyAnswerSchema,
  type ReportMetadata,
  ReportMetadataSchema,
  type StudyCreate,
} from '@readroom/contract';
import type { DicomJson } from '@readroom/dicom';
import { issuesOf } from '../../platform/http/issues.ts';
import type { ArrivedImages } from './repository.ts';

type Field = keyof typeof PatientStudyAnswerSchema.shape;
const FIELDS = Object.keys(PatientStudyAnswerSchema.shape) as Field[];

/** The good fields of an answer, and why the others are not used. Warnings name fields, never what stood in them. */
export function usableFields(answer: Record<string, unknown>): { fields: PatientStudyAnswer; warnings: string[] } {
  const warnings: string[] = [];
  const entries = FIELDS.flatMap((field) => {
    const given = answer[field];
    if (given === undefined || given === null || (typeof given === 'string' && given.trim() === '')) return [];
    const result = PatientStudyAnswerSchema.shape[field].safeParse(given);
    if (result.success) return [[field, result.data]];
    const [issue] = issuesOf(result.error);
    warnings.push(`${[field, issue?.path].filter(Boolean).join('.')} was not used: ${issue?.message}`);
    return [];
  });
  return { fields: Object.fromEntries(entries), warnings };
}

type NewStudy = Pick<StudyCreate, 'reportMetadata' | 'severity' | 'studyDescription' | 'modality' | 'externalPatientId'>;

/** A study field by field: what the sender answers, then what the images say, then what is usual. */
export function mergeStudy(answer: PatientStudyAnswer, images: ArrivedImages): NewStudy {
  const { severity, studyDescription, externalPatientId, studyTime, expressCustomerId: _apart, ...header } = answer;
  // CS: 16 characters (PS3.5 6.2). What a file has beyond them no index could hold.
  const modality = images.modalities.find((one) => !NO_IMAGES.has(one))?.slice(0, 16) ?? null;
  const ofAnswer = { ...header, ...(studyTime && { studyTime: studyTime.slice(0, 5) }) };
  return {
    reportMetadata: { ...metadataOf(images), ...(withoutEmpty(ofAnswer) as ReportMetadata) },
    severity: severity ?? 'normal',
    studyDescription: studyDescription ?? (images.study.studyDescription?.slice(0, 1000) || defaultDescription(modality)),
    modality,
    ...(externalPatientId && { externalPatientId }),
  };
}

/** Modalities of objects that accompany images (PS3.3 C.7.3.1.1.1). */
const NO_IMAGES = new Set(['SR', 'KO', 'PR', 'SEG', 'REG', 'DOC', 'RTSTRUCT', 'RTPLAN', 'RTDOSE', 'RTRECORD', 'FID', 'RWV', 'PLAN', 'AU']);

function defaultDescription(modality: string | null): string {
  return modality ? `${modality} study` : 'Study without description';
}

/** What the images say of patient and exam, as far as it is what the contract allows. */
function metadataOf({ study, header }: ArrivedImages): ReportMetadata {
  const size = numberOf(header, '00101020');
  const weight = numberOf(header, '00101030');
  const said = {
    patientName: study.patientName && readableName(study.patientName),
    mrn: study.patientId,
    dateOfBirth: study.patientBirthDate,
    sex: study.patientSex && SEX[study.patientSex],
    studyDate: study.studyDate,
    studyTime: study.studyTime?.slice(0, 5),
    referringPhysicianName: study.referringPhysicianName && readableName(study.referringPhysicianName),
    facilityName: textOf(header, '00080080'),
    procedure: textOf(header, '00321060') ?? study.studyDescription,
    // Metres in the images (PS3.3 C.7.2.2). Zero stands for unknown.
    height: size && { unit: 'cm', value: Math.round(size * 1000) / 10 },
    weight: weight && { unit: 'kg', value: weight },
  };
  const good = Object.entries(withoutEmpty(said)).filter(
    ([name, value]) => ReportMetadataSchema.shape[name as keyof typeof said].safeParse(value).success,
  );
  return Object.fromEntries(good);
}

/** Patient's Sex (0010,0040) in the contract's words. */
const SEX: Record<string, string> = { M: 'male', F: 'female', O: 'other' };

/** A PN value (PS3.5 6.2.1) with the given name first, as people write it. */
function readableName(personName: string): string {
  const group = personName.split('=').find((one) => one.replaceAll('^', '').trim() !== '') ?? '';
  const [family, given, middle, prefix, suffix] = group.split('^').map((part) => part.trim());
  return [prefix, given, middle, family, suffix].filter(Boolean).join(' ');
}

function textOf(header: DicomJson, tag: string): string | undefined {
  const value = header[tag]?.Value?.[0];
  return typeof value === 'string' ? value : undefined;
}

function numberOf(header: DicomJson, tag: string): number | undefined {
  const value = header[tag]?.Value?.[0];
  return typeof value === 'number' ? value : undefined;
}

function withoutEmpty(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== 0),
  );
}
