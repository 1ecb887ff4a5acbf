import { z } from 'zod';
import { idSchema } from './ids.ts';

/** Webhooks that Readroom sends: Standard Webhooks signing over `{ id, type, data }`. */
export const ReportDeliveredSchema = z.strictObject({
  reportId: idSchema('rep'),
  studyId: idSchema('stu'),
  presignedUrl: z.string(),
  isCritical: z.boolean(),
  plainText: z.string().optional(),
});
export type ReportDelivered = z.infer<typeof ReportDeliveredSchema>;

export const ReportDeliveredEventSchema = z.strictObject({
  id: idSchema('whe'),
  type: z.literal('report.delivered'),
  data: ReportDeliveredSchema,
});
export type ReportDeliveredEvent = z.infer<typeof ReportDeliveredEventSchema>;
