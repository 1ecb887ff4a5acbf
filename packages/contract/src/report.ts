import { z } from 'zod';
import { idSchema } from './ids.ts';
import { queryOptional } from './pagination.ts';
import { DicomUidSchema, ReportMetadataSchema, TimestampSchema } from './shared.ts';

export const ReportSchema = z.strictObject({
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
});
export type Report = z.infer<typeof ReportSchema>;

const rendered = {
  reportId: idSchema('rep'),
  studyId: idSchema('stu'),
  studyInstanceUid: z.string(),
  isCritical: z.boolean().nullable(),
  snapshotMetadata: ReportMetadataSchema,
};
export const TextItemSchema = z.strictObject({ ...rendered, plainText: z.string().optional() });
export type TextItem = z.infer<typeof TextItemSchema>;
export const PdfItemSchema = z.strictObject({ ...rendered, presignedUrl: z.string() });
export type PdfItem = z.infer<typeof PdfItemSchema>;

const ofStudy = { studyId: idSchema('stu'), studyInstanceUid: z.string() };
export const ReportListSchema = z.strictObject({ ...ofStudy, reports: z.array(ReportSchema) });
export const TextListSchema = z.strictObject({ ...ofStudy, reports: z.array(TextItemSchema) });
export const PdfListSchema = z.strictObject({ ...ofStudy, reports: z.array(PdfItemSchema) });

export const ReportListQuerySchema = z.strictObject({
  studyId: queryOptional(idSchema('stu')),
  studyInstanceUid: queryOptional(DicomUidSchema),
});
export const RenderedQuerySchema = z.strictObject({
  reportId: queryOptional(idSchema('rep')),
  studyId: queryOptional(idSchema('stu')),
  studyInstanceUid: queryOptional(DicomUidSchema),
});
