import { z } from 'zod';
import { HangingProtocolSchema } from './ephemeral.ts';
import { ManifestSchema } from './manifest.ts';

/**
 * Images that the sender keeps: what the browser is told about them. Not part of the public API.
 *
 *     POST /api/studies/:studyId/image-access   -> ImageAccess; everything empty where the study's key has no study webhook: nobody is asked then
 *     POST /api/ephemeral/image-access          -> ImageAccess of an ephemeral session, EphemeralAccessRequest as its body (or none: the one opened last)
 *     GET  /api/image-access/:key               -> the bytes: application/dicom, or the type of the document
 *
 * A key opens in the session that asked for it, for as long as the sender's URL is good at most: 410 `image_link_expired` asks for the access anew. Other failures
 * are 502 `image_source_failed`, `image_not_usable` and 504 `image_source_timeout`: the sender's side. A link to an ephemeral session opens as
 * `{ purpose: 'ephemeral', goTo: '/ephemeral/<uuid>' }`; a browser may have several open, beside a sign-in too: the uuid says which.
 */
export const ImageAccessSchema = z.strictObject({
  /** False: the sender refuses, and `error` is what to show. */
  authorized: z.boolean(),
  error: z.string().nullable(),
  /** What was left out, in words for a person. */
  warnings: z.array(z.string()),
  /**
   * In the sender's order. `sopInstanceUid` is what the manifests say of it, where they list as many objects as there are URLs; the file's own header is the truth.
   */
  images: z.array(z.strictObject({ key: z.string(), sopInstanceUid: z.string().nullable() })),
  media: z.array(z.strictObject({ key: z.string(), mimeType: z.string(), fileName: z.string().nullable() })),
  /** Only their good parts. */
  manifests: z.array(ManifestSchema),
  hangingProtocol: HangingProtocolSchema.nullable(),
});
export type ImageAccess = z.infer<typeof ImageAccessSchema>;

/** Which of the ephemeral sessions that this browser opened; absent: the last one. */
export const EphemeralAccessRequestSchema = z.strictObject({ ephemeralSessionId: z.uuid().optional() });
