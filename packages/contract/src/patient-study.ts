import { z } from 'zod';
import { idSchema } from './ids.ts';
import { TextSchema } from './limits.ts';
import { ReportMetadataSchema, SeveritySchema } from './shared.ts';

/** `patient_study.enrichment_requested`: asked once, when a key sent images of a study that nobody ordered. */
export const PatientStudyRequestSchema = z.strictObject({
  clinicId: z.uuid(),
  studyInstanceUid: z.string(),
  accessionNumber: z.string().optional(),
  patientId: z.string().optional(),
});
export type PatientStudyRequest = z.infer<typeof PatientStudyRequestSchema>;

const { dateOfBirth, facilityName, height, mrn, patientName, procedure, referringPhysicianName, sex, studyDate, weight } =
  ReportMetadataSchema.shape;

/** Any subset; null and empty text count as not given, and what we do not know is passed over. Each field is checked by itself: a bad one costs only itself. */
export const PatientStudyAnswerSchema = z.object({
  dateOfBirth: dateOfBirth.nullable(),
  expressCustomerId: idSchema('cus').nullish(),
  externalPatientId: TextSchema.nullish(),
  facilityName: facilityName.nullable(),
  height: height.nullable(),
  mrn: mrn.nullable(),
  patientName: patientName.nullable(),
  procedure: procedure.nullable(),
  referringPhysicianName: referringPhysicianName.nullable(),
  severity: SeveritySchema.nullish(),
  sex: sex.nullable(),
  studyDate: studyDate.nullable(),
  studyDescription: TextSchema.nullish(),
  /** Kept to the minute. */
  studyTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$/, 'expected HH:MM, HH:MM:SS or HH:MM:SS.fff')
    .nullish(),
  weight: weight.nullable(),
});
export type PatientStudyAnswer = z.infer<typeof PatientStudyAnswerSchema>;
