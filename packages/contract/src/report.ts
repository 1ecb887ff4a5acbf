import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { idSchema } from './ids.ts';
import { queryOptional } from './query.ts';
import { DicomUidSchema, ReportMetadataSchema, TimestampSchema } from './shared.ts';

export const ReportSchema = z
  .strictObject({
    reportId: idSchema('rep'),
    studyId: idSchema('stu'),
    userId: idSchema('usr'),
    status: z.enum(['in_progress', 'completed']),
    isAddendum: z.boolean(),
    isCritical: z.boolean().nullable(),
    createdAt: TimestampSchema,
    updatedAt: TimestampSchema,
    signedAt: TimestampSchema.nullable(),
    snapshotMetadata: ReportMetadataSchema,
    reportPlainText: z.string().optional(),
  })
  .meta({ id: 'Report', examples: [EXAMPLES.report] });
export type Report = z.infer<typeof ReportSchema>;

const rendered = {
  reportId: idSchema('rep'),
  studyId: idSchema('stu'),
  studyInstanceUid: z.string(),
  isCritical: z.boolean().nullable(),
  snapshotMetadata: ReportMetadataSchema,
};
export const TextItemSchema = z
  .strictObject({ ...rendered, plainText: z.string().optional() })
  .meta({ id: 'ReportText', examples: [EXAMPLES.reportText] });
export type TextItem = z.infer<typeof TextItemSchema>;
export const PdfItemSchema = z
  .strictObject({ ...rendered, presignedUrl: z.string() })
  .meta({ id: 'ReportPdf', examples: [EXAMPLES.reportPdf] });
export type PdfItem = z.infer<typeof PdfItemSchema>;

const ofStudy = { studyId: idSchema('stu'), studyInstanceUid: z.string() };
export const ReportListSchema = z.strictObject({ ...ofStudy, reports: z.array(ReportSchema) }).meta({ id: 'ReportList' });
export type ReportList = z.infer<typeof ReportListSchema>;
export const TextListSchema = z.strictObject({ ...ofStudy, reports: z.array(TextItemSchema) }).meta({ id: 'ReportTextList' });
export type TextList = z.infer<typeof TextListSchema>;
export const PdfListSchema = z.strictObject({ ...ofStudy, reports: z.array(PdfItemSchema) }).meta({ id: 'ReportPdfList' });
export type PdfList = z.infer<typeof PdfListSchema>;

const selectorQuery = { studyId: queryOptional(idSchema('stu')), studyInstanceUid: queryOptional(DicomUidSchema) };

export const ReportListQuerySchema = z
  .strictObject(selectorQuery)
  .refine((query) => query.studyId !== undefined || query.studyInstanceUid !== undefined, {
    path: ['studyId'],
    message: 'expected studyId or studyInstanceUid',
  });
export type ReportListQuery = z.infer<typeof ReportListQuerySchema>;
export const RenderedQuerySchema = z
  .strictObject({ reportId: queryOptional(idSchema('rep')), ...selectorQuery })
  .refine((query) => query.reportId !== undefined || query.studyId !== undefined || query.studyInstanceUid !== undefined, {
    path: ['reportId'],
    message: 'expected reportId, studyId or studyInstanceUid',
  });
export type RenderedQuery = z.infer<typeof RenderedQuerySchema>;

export const ReportIdParamsSchema = z.strictObject({ reportId: idSchema('rep') });
