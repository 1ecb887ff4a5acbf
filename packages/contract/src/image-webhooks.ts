import { z } from 'zod';
import { idSchema } from './ids.ts';
import { ManifestSchema } from './manifest.ts';

/** `study.access_requested` and `ephemeral.access_requested`: where are the images? What an answer should be; the parts of one that are not are left out alone. */

export const StudyAccessRequestSchema = z.strictObject({
  studyId: idSchema('stu').describe('The study that is opened.'),
  studyInstanceUid: z.string().describe('Its StudyInstanceUID.'),
});
export type StudyAccessRequest = z.infer<typeof StudyAccessRequestSchema>;

export const EphemeralAccessQuestionSchema = z.strictObject({
  retrievalId: z.string().describe('What you called the images when the session was created.'),
  options: z
    .record(z.string(), z.unknown())
    .optional()
    .describe('As they were given when the session was created: numbers, order of keys and all. Absent where none were.'),
});

/** Documents and pictures beside the images, by what their content must be. */
export const MEDIA_TYPES = ['application/pdf', 'image/png', 'image/jpeg', 'image/gif', 'image/webp', 'video/mp4'] as const;
export type MediaType = (typeof MEDIA_TYPES)[number];

export const MediaUrlSchema = z.object({
  url: z.string().describe('Where the document or picture is fetched, over https.'),
  mimeType: z.enum(MEDIA_TYPES).describe('What its content is; content of another type is not shown.'),
  fileName: z.string().min(1).max(255).nullish().describe('What it is called, 1 to 255 characters. Absent or null: it has no name.'),
});

const access = {
  authorized: z.boolean().describe('Whether the images may be shown. False: nothing else of the answer is used but error.'),
  urls: z.array(z.string()).describe('One DICOM file each, fetched by the server over https; at most 20,000.'),
  error: z.string().optional().describe('Shown to whoever looks where authorized is false, up to 500 characters.'),
  mediaUrls: z.array(MediaUrlSchema).optional().describe('Documents, pictures and films beside the images, at most 200.'),
};
export const StudyAccessAnswerSchema = z.object({
  ...access,
  manifest: ManifestSchema.optional().describe(
    'The objects behind the URLs, in their order, so that the viewer knows them before they are loaded.',
  ),
});
export const EphemeralAccessAnswerSchema = z.object({
  ...access,
  manifests: z
    .array(ManifestSchema)
    .optional()
    .describe('One for each study: the objects behind the URLs, in their order, so that the viewer knows them before they are loaded.'),
});
