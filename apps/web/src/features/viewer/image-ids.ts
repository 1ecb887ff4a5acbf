/** The scheme under which this viewer's own loader is known to Cornerstone. */
export const IMAGE_SCHEME = 'instance';

export interface ImageAddress {
  /** Where the bytes of the instance are. */
  url: string;
  /** Counted from 1. */
  frame: number;
}

/** Where the server keeps the bytes of one instance. Only identifiers that the study already has in its address: no name, no patient number. */
export function instanceUrl(studyId: string, sopInstanceUid: string): string {
  return `/api/studies/${encodeURIComponent(studyId)}/instances/${encodeURIComponent(sopInstanceUid)}`;
}

/** @param frame counted from 1 */
export function imageIdOf(url: string, frame: number): string {
  return `${IMAGE_SCHEME}:${url}?frame=${frame}`;
}

/** @throws Error when it is no image id of this viewer */
export function parseImageId(imageId: string): ImageAddress {
  const match = /^instance:(.+)\?frame=([1-9]\d*)$/.exec(imageId);
  if (!match) throw new Error('expected an image id like instance:<url>?frame=<n>');
  return { url: match[1]!, frame: Number(match[2]) };
}
