import { z } from 'zod';
import { idSchema } from './ids.ts';
import { TextSchema } from './limits.ts';
import { orNull, ReportMetadataSchema, SeveritySchema } from './shared.ts';

/** `patient_study.enrichment_requested`: asked once, when a key sent images of a study that nobody ordered. */
export const PatientStudyRequestSchema = z.strictObject({
  clinicId: z.uuid().describe('The clinic, a plain UUID.'),
  studyInstanceUid: z.string().describe('The StudyInstanceUID of the images.'),
  accessionNumber: z.string().optional().describe('Accession Number (0008,0050) of the images. Absent where they have none.'),
  patientId: z.string().optional().describe('Patient ID (0010,0020) of the images. Absent where they have none.'),
});
export type PatientStudyRequest = z.infer<typeof PatientStudyRequestSchema>;

const { dateOfBirth, facilityName, height, mrn, patientName, procedure, referringPhysicianName, sex, studyDate, weight } =
  ReportMetadataSchema.shape;

/** Any subset; null and empty text count as not given, and what we do not know is passed over. Each field is checked by itself: a bad one costs only itself. */
export const PatientStudyAnswerSchema = z.object({
  dateOfBirth: orNull(dateOfBirth),
  expressCustomerId: idSchema('cus')
    .nullish()
    .describe('The Express customer that it belongs to. One that is unknown or deactivated is ignored with a warning on the event.'),
  externalPatientId: TextSchema.nullish().describe('Your id of the patient.'),
  facilityName: orNull(facilityName),
  height: orNull(height),
  mrn: orNull(mrn),
  patientName: orNull(patientName),
  procedure: orNull(procedure),
  referringPhysicianName: orNull(referringPhysicianName),
  severity: SeveritySchema.nullish().describe('How urgent the study is. Otherwise normal.'),
  sex: orNull(sex),
  studyDate: orNull(studyDate),
  studyDescription: TextSchema.nullish().describe('What the exam is. Otherwise what the images say, or their modality.'),
  studyTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$/, 'expected HH:MM, HH:MM:SS or HH:MM:SS.fff')
    .nullish()
    .describe('Time of the exam: HH:MM, HH:MM:SS or HH:MM:SS.fff, kept to the minute.'),
  weight: orNull(weight),
});
export type PatientStudyAnswer = z.infer<typeof PatientStudyAnswerSchema>;
