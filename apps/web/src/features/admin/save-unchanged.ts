import { ApiFailure } from '../../api/index.ts';

/** A resource as it was read, and the tag that names this state of it. */
export interface Tagged<Value> {
  value: Value;
  etag: string | null;
}

/** Somebody else has changed what a form shows since it was read; nothing was saved. */
export class ChangedMeanwhile extends Error {
  constructor() {
    super('Somebody else has changed it meanwhile.');
    this.name = 'ChangedMeanwhile';
  }
}

export interface Save<Value> {
  /** What the form was filled from; without a tag where it comes from a list. */
  shown: Tagged<Value>;
  /** Reads it anew. */
  read: () => Promise<Tagged<Value>>;
  /** Whether a form shows the same for both. */
  isSame: (one: Value, other: Value) => boolean;
  /** Saves on the condition that it is still in the state of the tag. */
  patch: (etag: string | null) => Promise<Value>;
}

const MAX_READS = 3;

/**
 * Saves what a form changes, on the condition that what it shows is still so. What changes beside it, such as when a user last signed in, is read again and is no reason to stop.
 * Throws ChangedMeanwhile.
 */
export async function saveUnchanged<Value>({ shown, read, isSame, patch }: Save<Value>): Promise<Value> {
  let { etag } = shown;
  for (let reads = 0; ; reads += 1) {
    if (etag === null || reads > 0) {
      const now = await read();
      if (!isSame(now.value, shown.value)) throw new ChangedMeanwhile();
      etag = now.etag;
    }
    try {
      return await patch(etag);
    } catch (error) {
      if (!(error instanceof ApiFailure && error.status === 412) || reads === MAX_READS) throw error;
    }
  }
}
