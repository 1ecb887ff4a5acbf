import { z } from 'zod';
import { idSchema } from './ids.ts';
import { DicomUidSchema } from './shared.ts';

/** `secondary_capture.access_requested`: where to upload what was captured in the viewer. The UIDs name the image that was on the screen, where it is known. */
export const SecondaryCaptureRequestSchema = z.strictObject({
  studyId: idSchema('stu'),
  studyInstanceUid: z.string(),
  seriesInstanceUid: z.string().optional(),
  sopInstanceUid: z.string().optional(),
});
export type SecondaryCaptureRequest = z.infer<typeof SecondaryCaptureRequestSchema>;

/** The same object is PUT to every URL, as application/dicom. */
export const SecondaryCaptureAnswerSchema = z.object({
  authorized: z.boolean(),
  uploadUrls: z.array(z.string().max(4000)).max(20).nullish(),
  error: z.string().nullish(),
});
export type SecondaryCaptureAnswer = z.infer<typeof SecondaryCaptureAnswerSchema>;

/** POST /api/studies/:studyId/captures, with the PNG of the viewport as its body. */
export const CaptureQuerySchema = z.strictObject({
  seriesInstanceUid: DicomUidSchema.optional(),
  sopInstanceUid: DicomUidSchema.optional(),
});
export const CaptureSchema = z.strictObject({
  seriesInstanceUid: z.string(),
  sopInstanceUid: z.string(),
  /** The system that sent the study is asked where to upload it too. */
  isSentOn: z.boolean(),
});
export type Capture = z.infer<typeof CaptureSchema>;
