import type { PriorReport, Severity, Study } from '@readroom/contract';
import { metadataOf, type Pair, pairsOf } from '../metadata.ts';
import { rebase } from '../rebase.ts';

/** A study as the form holds it: every field a text, empty for none. */
export interface StudyFields {
  studyInstanceUid: string;
  studyDescription: string;
  severity: Severity;
  modality: string;
  expressCustomerId: string;
  assignedTo: string;
  externalPatientId: string;
  header: HeaderFields;
  clinicalHistory: string;
  clinicalIndication: string;
  technologistTechnique: string;
  technologistNotes: string[];
  priorReports: PriorFields[];
  /** Bare texts, from programs of the API's first revision. */
  priorReportTexts: string[];
  /** Studies whose reports are priors; ids may be of studies that are gone. */
  priorStudyIds: string[];
  metadata: Pair[];
  report: ReportFields;
}

/** `reportMetadata`, with value and unit of height and weight apart. */
export interface HeaderFields {
  patientName: string;
  mrn: string;
  dateOfBirth: string;
  age: string;
  sex: '' | 'male' | 'female' | 'other';
  height: string;
  heightUnit: 'cm' | 'in';
  weight: string;
  weightUnit: 'kg' | 'lbs';
  studyDate: string;
  studyTime: string;
  procedure: string;
  facilityName: string;
  referringPhysicianName: string;
}

export type PriorFields = { [Name in keyof Required<PriorReport>]: string };

/** Of an archive study only: its report. */
export interface ReportFields {
  readerName: string;
  signedAt: string;
  reportText: string;
  reportFileUrl: string;
  reportFileName: string;
}

export type StudyKind = 'standard' | 'external';

export const NEW_PRIOR: PriorFields = { reportText: '', studyDescription: '', modality: '', studyDate: '', externalStudyId: '' };

export const NEW_STUDY: StudyFields = {
  studyInstanceUid: '',
  studyDescription: '',
  severity: 'normal',
  modality: '',
  expressCustomerId: '',
  assignedTo: '',
  externalPatientId: '',
  header: {
    patientName: '',
    mrn: '',
    dateOfBirth: '',
    age: '',
    sex: '',
    height: '',
    heightUnit: 'cm',
    weight: '',
    weightUnit: 'kg',
    studyDate: '',
    studyTime: '',
    procedure: '',
    facilityName: '',
    referringPhysicianName: '',
  },
  clinicalHistory: '',
  clinicalIndication: '',
  technologistTechnique: '',
  technologistNotes: [],
  priorReports: [],
  priorReportTexts: [],
  priorStudyIds: [],
  metadata: [],
  report: { readerName: '', signedAt: '', reportText: '', reportFileUrl: '', reportFileName: '' },
};

export function fieldsOfStudy(study: Study): StudyFields {
  const { reportMetadata: header } = study;
  return {
    studyInstanceUid: study.studyInstanceUid,
    studyDescription: study.studyDescription,
    severity: study.severity,
    modality: study.modality ?? '',
    expressCustomerId: study.expressCustomer?.expressCustomerId ?? '',
    assignedTo: study.assignedTo?.userId ?? '',
    externalPatientId: study.externalPatientId ?? '',
    header: {
      patientName: header.patientName ?? '',
      mrn: header.mrn ?? '',
      dateOfBirth: header.dateOfBirth ?? '',
      age: header.age ?? '',
      sex: header.sex ?? '',
      height: header.height ? String(header.height.value) : '',
      heightUnit: header.height?.unit ?? 'cm',
      weight: header.weight ? String(header.weight.value) : '',
      weightUnit: header.weight?.unit ?? 'kg',
      studyDate: header.studyDate ?? '',
      studyTime: header.studyTime ?? '',
      procedure: header.procedure ?? '',
      facilityName: header.facilityName ?? '',
      referringPhysicianName: header.referringPhysicianName ?? '',
    },
    clinicalHistory: study.clinicalHistory ?? '',
    clinicalIndication: study.clinicalIndication ?? '',
    technologistTechnique: study.technologistTechnique ?? '',
    technologistNotes: study.technologistNotes ?? [],
    priorReports: (study.priorReports ?? []).map((prior) => ({ ...NEW_PRIOR, ...prior })),
    priorReportTexts: study.priorReportTexts,
    priorStudyIds: study.priorStudyIds,
    metadata: pairsOf(study.metadata),
    report: NEW_STUDY.report,
  };
}

type Body = Record<string, unknown>;

/** The body of a POST for a study of this kind: what is empty is left out. */
export function createOf(fields: StudyFields, kind: StudyKind): Body {
  return {
    studyInstanceUid: fields.studyInstanceUid.trim(),
    ...given(orderOf(fields, kind)),
    reportMetadata: given(headerOf(fields.header)),
    ...(kind === 'external' && reportOf(fields.report)),
  };
}

/** The body of a PATCH: what differs; null for what was emptied. The UID never changes. */
export function patchOf(before: StudyFields, fields: StudyFields, kind: StudyKind): Body {
  const header = differing(headerOf(before.header), headerOf(fields.header));
  return {
    ...differing(orderOf(before, kind), orderOf(fields, kind)),
    ...(Object.keys(header).length > 0 && { reportMetadata: header }),
  };
}

/** The report of an archive study, as far as it is filled in. */
export function reportOf(fields: ReportFields): Body {
  return given(Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, text(value)])));
}

function orderOf(fields: StudyFields, kind: StudyKind): Body {
  const notes = fields.technologistNotes.map((note) => note.trim()).filter((note) => note !== '');
  return {
    severity: fields.severity,
    // Never null: an empty one is refused by name.
    studyDescription: fields.studyDescription.trim(),
    modality: text(fields.modality),
    expressCustomerId: text(fields.expressCustomerId),
    externalPatientId: text(fields.externalPatientId),
    metadata: metadataOf(fields.metadata),
    ...(kind === 'standard' && {
      assignedTo: text(fields.assignedTo),
      clinicalHistory: text(fields.clinicalHistory),
      clinicalIndication: text(fields.clinicalIndication),
      technologistTechnique: text(fields.technologistTechnique),
      technologistNotes: entries(notes),
      priorReports: entries(fields.priorReports.map(priorOf)),
      // As they were sent, to the last space: but spaces alone are no text, and refused by name.
      priorReportTexts: entries(fields.priorReportTexts.map((prior) => (prior.trim() === '' ? '' : prior))),
      priorStudyIds: entries(fields.priorStudyIds),
    }),
  };
}

function priorOf({ reportText, ...rest }: PriorFields): Body {
  return { reportText: reportText.trim(), ...given(Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, text(value)]))) };
}

function headerOf(header: HeaderFields): Body {
  const { height, heightUnit, weight, weightUnit, ...texts } = header;
  return {
    ...Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, text(value)])),
    height: height.trim() === '' ? null : { unit: heightUnit, value: Number(height) },
    weight: weight.trim() === '' ? null : { unit: weightUnit, value: Number(weight) },
  };
}

const text = (value: string): string | null => value.trim() || null;

const entries = <Entry>(list: Entry[]): Entry[] | null => (list.length > 0 ? list : null);

function given(fields: Body): Body {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

function differing(before: Body, after: Body): Body {
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name])));
}

/** The form on a newer state of its study: what was changed in the form stays, the rest follows the study. */
export function rebased(before: StudyFields, fields: StudyFields, next: StudyFields): StudyFields {
  return { ...rebase(before, fields, next), header: rebase(before.header, fields.header, next.header) };
}
