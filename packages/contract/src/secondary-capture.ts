import { z } from 'zod';
import { idSchema } from './ids.ts';
import { DicomUidSchema } from './shared.ts';

/** `secondary_capture.access_requested`: where to upload what was captured in the viewer. The UIDs name the image that was on the screen, where it is known. */
export const SecondaryCaptureRequestSchema = z.strictObject({
  studyId: idSchema('stu').describe('The study that was captured.'),
  studyInstanceUid: z.string().describe('Its StudyInstanceUID.'),
  seriesInstanceUid: z.string().optional().describe('The series that was on the screen. Absent where it is not known.'),
  sopInstanceUid: z.string().optional().describe('The object that was on the screen. Absent where it is not known.'),
});
export type SecondaryCaptureRequest = z.infer<typeof SecondaryCaptureRequestSchema>;

/** The same object is PUT to every URL, as application/dicom. */
export const SecondaryCaptureAnswerSchema = z.object({
  authorized: z.boolean().describe('Whether the capture may be uploaded. False: nothing is, and the capture stays with its study here.'),
  uploadUrls: z
    .array(z.string().max(4000))
    .max(20)
    .nullish()
    .describe(
      'Where the object is PUT as application/dicom: the same to each, at most 20. Send it whenever authorized is true; absent, null or empty, nothing is uploaded, with a warning on the event.',
    ),
  error: z.string().nullish().describe('Why not, where authorized is false; kept as a warning on the event.'),
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
