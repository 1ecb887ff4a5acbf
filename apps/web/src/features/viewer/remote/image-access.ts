import { type ImageAccess, ImageAccessSchema } from '@readroom/contract';
import { api } from '../../../api/index.ts';

/** Asks the sender of a study's order for its images, through the server. */
export function askForStudyImages(studyId: string, signal: AbortSignal): Promise<ImageAccess> {
  return api.post(`/api/studies/${studyId}/image-access`, {}, ImageAccessSchema, { signal });
}

/** Asks for the images of an ephemeral session that this browser has opened; without an id of the last one. */
export function askForEphemeralImages(ephemeralSessionId: string | undefined, signal: AbortSignal): Promise<ImageAccess> {
  return api.post('/api/ephemeral/image-access', { ephemeralSessionId }, ImageAccessSchema, { signal });
}
