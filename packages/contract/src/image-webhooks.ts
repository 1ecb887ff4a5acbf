import { z } from 'zod';
import { idSchema } from './ids.ts';
import { ManifestSchema } from './manifest.ts';

/** `study.access_requested` and `ephemeral.access_requested`: where are the images? What an answer should be; the parts of one that are not are left out alone. */

export const StudyAccessRequestSchema = z.strictObject({ studyId: idSchema('stu'), studyInstanceUid: z.string() });
export type StudyAccessRequest = z.infer<typeof StudyAccessRequestSchema>;

export const EphemeralAccessQuestionSchema = z.strictObject({
  retrievalId: z.string(),
  /** As they were given when the session was created: numbers, order of keys and all. */
  options: z.record(z.string(), z.unknown()).optional(),
});

/** Documents and pictures beside the images, by what their content must be. */
export const MEDIA_TYPES = ['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'video/mp4'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

export const MediaUrlSchema = z.object({
  url: z.string(),
  mimeType: z.enum(MEDIA_TYPES),
  fileName: z.string().min(1).max(255).nullish(),
});

const access = {
  authorized: z.boolean(),
  /** One DICOM file each, over https. */
  urls: z.array(z.string()),
  /** Shown where `authorized` is false. */
  error: z.string().optional(),
  mediaUrls: z.array(MediaUrlSchema).optional(),
};
export const StudyAccessAnswerSchema = z.object({ ...access, manifest: ManifestSchema.optional() });
export const EphemeralAccessAnswerSchema = z.object({ ...access, manifests: z.array(ManifestSchema).optional() });
