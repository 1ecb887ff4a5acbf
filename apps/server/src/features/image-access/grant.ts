import { ApiError, type MediaType } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { UserPrincipal } from '../principal/index.ts';

/** How long a key opens; the sender's own URL may end before. */
const GRANT_SECONDS = 3600;

/** What a key to one image or document says. Ids are raw UUIDs. */
export interface Grant {
  url: string;
  type: 'application/dicom' | MediaType;
  fileName: string | null;
  /** Whose images they are. */
  of: { studyId: string } | { ephemeralId: string };
}

interface Sealed extends Grant {
  sessionId: string;
  /** Unix seconds. */
  expires: number;
}

type SealDeps = Pick<Deps, 'signer' | 'clock'>;

/** Seals a grant for one session: the server keeps nothing, and the sender's URL leaves it only for the sender. */
export function sealGrant(deps: SealDeps, { sessionId }: UserPrincipal, grant: Grant): string {
  const expires = Math.floor(deps.clock.now().getTime() / 1000) + GRANT_SECONDS;
  const sealed: Sealed = { ...grant, sessionId, expires };
  return Buffer.from(deps.signer.seal('image-access', JSON.stringify(sealed))).toString('base64url');
}

/** Throws `not_found` for a key that was not made here, or for another session; `image_link_expired`. */
export function openGrant(deps: SealDeps, { sessionId }: UserPrincipal, key: string): Grant {
  const grant = unseal(deps, key);
  if (grant?.sessionId !== sessionId) throw new ApiError('not_found');
  if (grant.expires * 1000 <= deps.clock.now().getTime()) throw new ApiError('image_link_expired');
  return grant;
}

function unseal({ signer }: SealDeps, key: string): Sealed | null {
  try {
    return JSON.parse(signer.unseal('image-access', Buffer.from(key, 'base64url'))) as Sealed;
  } catch {
    // Whatever was not sealed here is no key.
    return null;
  }
}
