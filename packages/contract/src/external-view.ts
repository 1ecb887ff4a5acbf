import { z } from 'zod';
import { idSchema } from './ids.ts';

/** External reports in the reading room, under /api/studies/:studyId/external-reports: like app.ts no part of the public API. */

export const ExternalReportViewSchema = z.strictObject({
  externalReportId: idSchema('ext'),
  studyId: idSchema('stu'),
  studyDescription: z.string(),
  modality: z.string().nullable(),
  studyDate: z.string().nullable(),
  readerName: z.string().nullable(),
  /** Free text, as the sender has it. */
  signedAt: z.string().nullable(),
  reportText: z.string().nullable(),
  /** Its bytes: …/external-reports/:externalReportId/file */
  file: z.strictObject({ name: z.string(), type: z.string() }).nullable(),
});
export type ExternalReportView = z.infer<typeof ExternalReportViewSchema>;
/** `own`: where the study itself was read elsewhere. `priors`: of the patient's earlier studies, those that came as a file, newest first. */
export const StudyExternalReportsSchema = z.strictObject({
  own: ExternalReportViewSchema.nullable(),
  priors: z.array(ExternalReportViewSchema),
});
export type StudyExternalReports = z.infer<typeof StudyExternalReportsSchema>;
