import { type Manifest, MEDIA_TYPES, type MediaType, MediaUrlSchema } from '@readroom/contract';
import { z } from 'zod';
import { checkManifests } from './manifests.ts';

/** An answer as far as it must be right as a whole; its parts are checked one by one. */
export const AccessAnswerSchema = z.object({
  authorized: z.boolean(),
  urls: z.array(z.unknown()).nullish(),
  error: z.unknown().optional(),
  manifest: z.unknown().optional(),
  manifests: z.unknown().optional(),
  mediaUrls: z.unknown().optional(),
});
export type AccessAnswer = z.infer<typeof AccessAnswerSchema>;

export interface GrantedImage {
  url: string;
  /** By the manifests, where they list as many objects as there are URLs. */
  sopInstanceUid: string | null;
}

export interface GrantedMedia {
  url: string;
  mimeType: MediaType;
  fileName: string | null;
}

export interface CheckedAccess {
  authorized: boolean;
  error: string | null;
  images: GrantedImage[];
  media: GrantedMedia[];
  manifests: Manifest[];
  /** One for each part that was dropped: its place in the answer and why, never a URL. */
  warnings: string[];
}

const REFUSED = 'The system that keeps the images refuses access to them.';
const MAX_ERROR_LENGTH = 500;
const MAX_IMAGES = 20_000;
const MAX_MEDIA = 200;

/**
 * What is usable of an answer. A bad part is dropped alone, with a warning; nothing of a refusal is used but its words.
 * @param urlFault why a URL cannot be asked, or null.
 * @param studyInstanceUid which study the images must be of; null where any will do.
 */
export function checkAccess(
  answer: AccessAnswer,
  urlFault: (url: string) => string | null,
  studyInstanceUid: string | null,
): CheckedAccess {
  if (!answer.authorized) {
    const said = typeof answer.error === 'string' ? answer.error.trim().slice(0, MAX_ERROR_LENGTH) : '';
    return { authorized: false, error: said === '' ? REFUSED : said, images: [], media: [], manifests: [], warnings: [] };
  }
  const urls = answer.urls ?? [];
  const found = checkManifests(manifestsOf(answer), studyInstanceUid);
  const isByOrder = found.sopInstanceUids.length === urls.length;
  const warnings: string[] = [];
  const images = urls.slice(0, MAX_IMAGES).flatMap((url, index) => {
    const fault = typeof url === 'string' ? urlFault(url) : 'expected a URL';
    if (fault === null) return [{ url: url as string, sopInstanceUid: (isByOrder ? found.sopInstanceUids[index] : null) ?? null }];
    warnings.push(`urls[${index}] was not used: ${fault}.`);
    return [];
  });
  if (urls.length > MAX_IMAGES) warnings.push(`urls was not used beyond ${MAX_IMAGES} images.`);
  const media = checkMedia(answer.mediaUrls, urlFault, warnings);
  return { authorized: true, error: null, images, media, manifests: found.manifests, warnings: [...warnings, ...found.warnings] };
}

/** A study has one, an ephemeral session several; whichever is sent is taken. */
function manifestsOf({ manifest, manifests }: AccessAnswer): { path: string; value: unknown }[] {
  const one = manifest === undefined || manifest === null ? [] : [{ path: 'manifest', value: manifest }];
  if (manifests === undefined || manifests === null) return one;
  if (!Array.isArray(manifests)) return [...one, { path: 'manifests', value: manifests }];
  return [...one, ...manifests.map((value: unknown, index) => ({ path: `manifests[${index}]`, value }))];
}

function checkMedia(value: unknown, urlFault: (url: string) => string | null, warnings: string[]): GrantedMedia[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    warnings.push('mediaUrls was not used: expected an array.');
    return [];
  }
  if (value.length > MAX_MEDIA) warnings.push(`mediaUrls was not used beyond ${MAX_MEDIA} entries.`);
  return value.slice(0, MAX_MEDIA).flatMap((entry: unknown, index) => {
    const media = MediaUrlSchema.safeParse(entry);
    const fault = media.success ? urlFault(media.data.url) : mediaFault(media.error);
    if (media.success && fault === null) {
      const { url, mimeType, fileName } = media.data;
      return [{ url, mimeType, fileName: fileName ?? null }];
    }
    warnings.push(`mediaUrls[${index}] was not used: ${fault}.`);
    return [];
  });
}

function mediaFault(error: z.core.$ZodError): string {
  const name = String(error.issues[0]?.path[0] ?? '');
  if (name === 'mimeType') return `mimeType: expected one of ${MEDIA_TYPES.join(', ')}`;
  return name === '' ? 'expected an object' : `${name}: expected text`;
}
