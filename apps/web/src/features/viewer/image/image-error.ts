import type { ApiFailure } from '../../../api/index.ts';

export type ImageErrorKind = 'signed-out' | 'not-found' | 'network' | 'offline' | 'stopped' | 'expired' | 'broken';

/** Why one image is not on the screen. The message is for the reader: what happened and what to do next; it never holds patient data. */
export class ImageError extends Error {
  readonly kind: ImageErrorKind;
  constructor(kind: ImageErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ImageError';
    this.kind = kind;
  }
}

/** The words for an answer that is no image. What went wrong at the sender of an image, only the server knows. */
export function errorOfAnswer({ status, code, message }: Pick<ApiFailure, 'status' | 'code' | 'message'>): ImageError {
  if (code === 'image_link_expired')
    return new ImageError('expired', 'The access to this image has expired. Reload the page to ask for it again.');
  if (code.startsWith('image_')) return new ImageError('network', message);
  if (status === 401 || status === 403)
    return new ImageError(
      'signed-out',
      'You are signed out, or may no longer see this study. Sign in again in another tab, then try again.',
    );
  if (status === 404 || status === 410)
    return new ImageError('not-found', 'This image is no longer stored here. Ask for it to be sent again.');
  return new ImageError(
    'network',
    `The server could not deliver this image (${status}). Try again; if it stays so, tell your administrator.`,
  );
}

/** Any failure as an {@link ImageError}; what the decoder or the parser said is kept in `cause`. */
export function asImageError(error: unknown): ImageError {
  if (error instanceof ImageError) return error;
  const nested = error instanceof Object && 'error' in error ? error.error : null;
  if (nested instanceof ImageError) return nested;
  if (error instanceof Error && error.name === 'AbortError') return new ImageError('stopped', 'Loading was stopped.', { cause: error });
  const reason = error instanceof Error ? error.message : String(error);
  return new ImageError(
    'broken',
    `This image cannot be shown: ${reason}. The other images are not affected. Ask for it to be sent again.`,
    { cause: error },
  );
}
