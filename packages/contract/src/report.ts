import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { idSchema } from './ids.ts';
import { queryOptional } from './query.ts';
import { DicomUidSchema, ReportMetadataSchema, TimestampSchema } from './shared.ts';

const reportId = idSchema('rep').describe('The id of the report.');
const studyId = idSchema('stu').describe('The study that it is of.');
const studyInstanceUid = z.string().describe('The StudyInstanceUID of that study.');
const isCritical = z.boolean().nullable().describe('Whether the radiologist marked it critical. Null until it is signed.');

export const ReportSchema = z
  .strictObject({
    reportId,
    studyId,
    userId: idSchema('usr').describe('Who dictates it; once it is signed, who signed it.'),
    status: z.enum(['in_progress', 'completed']).describe('in_progress: being dictated; completed: signed, and never changed again.'),
    isAddendum: z.boolean().describe('Whether it adds to a report that was signed before.'),
    isCritical,
    createdAt: TimestampSchema.describe('When it was begun.'),
    updatedAt: TimestampSchema.describe('When it last changed.'),
    signedAt: TimestampSchema.nullable().describe('When it was signed. Null until then.'),
    snapshotMetadata: ReportMetadataSchema,
    reportPlainText: z.string().optional().describe('The signed words as plain text. Absent until it is signed.'),
  })
  .meta({ id: 'Report', examples: [EXAMPLES.report] });
export type Report = z.infer<typeof ReportSchema>;

const rendered = {
  reportId,
  studyId,
  studyInstanceUid,
  isCritical,
  snapshotMetadata: ReportMetadataSchema,
};
export const TextItemSchema = z
  .strictObject({ ...rendered, plainText: z.string().optional().describe('The signed words as plain text. Absent until it is signed.') })
  .meta({ id: 'ReportText', examples: [EXAMPLES.reportText] });
export type TextItem = z.infer<typeof TextItemSchema>;
export const PdfItemSchema = z
  .strictObject({ ...rendered, presignedUrl: z.string().describe('Gives the PDF for one hour, without a key.') })
  .meta({ id: 'ReportPdf', examples: [EXAMPLES.reportPdf] });
export type PdfItem = z.infer<typeof PdfItemSchema>;

const ofStudy = { studyId: studyId.describe('The study that the reports are of.'), studyInstanceUid };
const ofExample = { studyId: EXAMPLES.study.studyId, studyInstanceUid: EXAMPLES.study.studyInstanceUid };
export const ReportListSchema = z
  .strictObject({ ...ofStudy, reports: z.array(ReportSchema).describe('The original first, then its addenda as they were made.') })
  .meta({ id: 'ReportList', examples: [{ ...ofExample, reports: [EXAMPLES.report] }] });
export type ReportList = z.infer<typeof ReportListSchema>;
export const TextListSchema = z
  .strictObject({
    ...ofStudy,
    reports: z.array(TextItemSchema).describe('The original first, then its addenda; one that is not signed has no text.'),
  })
  .meta({ id: 'ReportTextList', examples: [{ ...ofExample, reports: [EXAMPLES.reportText] }] });
export type TextList = z.infer<typeof TextListSchema>;
export const PdfListSchema = z
  .strictObject({ ...ofStudy, reports: z.array(PdfItemSchema).describe('Those that are signed: the original first, then its addenda.') })
  .meta({ id: 'ReportPdfList', examples: [{ ...ofExample, reports: [EXAMPLES.reportPdf] }] });
export type PdfList = z.infer<typeof PdfListSchema>;

const selectorQuery = {
  studyId: queryOptional(idSchema('stu')).describe('The study, by its id.'),
  studyInstanceUid: queryOptional(DicomUidSchema).describe(
    'The study, by its StudyInstanceUID. With studyId too, both must name the same one (422).',
  ),
};

export const ReportListQuerySchema = z
  .strictObject(selectorQuery)
  .refine((query) => query.studyId !== undefined || query.studyInstanceUid !== undefined, {
    path: ['studyId'],
    message: 'expected studyId or studyInstanceUid',
  });
export type ReportListQuery = z.infer<typeof ReportListQuerySchema>;
export const RenderedQuerySchema = z
  .strictObject({
    reportId: queryOptional(idSchema('rep')).describe(
      'One report, answered by itself. Without it, a study must be named, and all of its reports are answered.',
    ),
    ...selectorQuery,
  })
  .refine((query) => query.reportId !== undefined || query.studyId !== undefined || query.studyInstanceUid !== undefined, {
    path: ['reportId'],
    message: 'expected reportId, studyId or studyInstanceUid',
  });
export type RenderedQuery = z.infer<typeof RenderedQuerySchema>;

export const ReportIdParamsSchema = z.strictObject({ reportId });
