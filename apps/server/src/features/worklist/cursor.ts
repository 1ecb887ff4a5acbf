import { ApiError } from '@readroom/contract';

/** The place of a row in the worklist's order: severity rank, then age. */
export interface WorklistPlace {
  rank: number;
  seq: number;
}

export function encodePlace(place: WorklistPlace): string {
  return Buffer.from(`w1:${place.rank}:${place.seq}`).toString('base64url');
}

/** Throws `malformed_request` for a cursor that is not one of ours. */
export function decodePlace(cursor: string): WorklistPlace {
  const match = /^w1:(\d):(\d{1,15})$/.exec(Buffer.from(cursor, 'base64url').toString());
  if (!match)
    throw new ApiError('malformed_request', { issues: [{ path: 'cursor', message: 'expected a cursor that an earlier page returned' }] });
  return { rank: Number(match[1]), seq: Number(match[2]) };
}
