import type { Tx } from '../../platform/db/connection.ts';
import { hashToken, newToken } from '../../platform/signing/index.ts';
import { insertLink, type LinkPurpose } from './repository.ts';

/** A reroute or viewer-only URL is opened by a program seconds after it was asked for; minutes leave room for a person in between. */
export const REROUTE_LINK_SECONDS = 600;
/** As the contract says: whoever is sent there goes at once. */
export const EPHEMERAL_LINK_SECONDS = 30;
export const SIGN_IN_LINK_SECONDS = 24 * 3600;

export interface LinkRequest {
  clinicId: string;
  purpose: LinkPurpose;
  userId?: string;
  studyId?: string;
  ephemeralSessionId?: string;
  apiKeyId?: string;
  lifetimeSeconds: number;
  now: Date;
}

/** Makes a link that works once, in the caller's transaction. @returns the token; only its hash is kept. */
export async function createLink(tx: Tx, request: LinkRequest): Promise<string> {
  const token = newToken();
  await insertLink(tx, {
    clinicId: request.clinicId,
    tokenHash: hashToken(token),
    purpose: request.purpose,
    userId: request.userId ?? null,
    studyId: request.studyId ?? null,
    ephemeralSessionId: request.ephemeralSessionId ?? null,
    createdByApiKeyId: request.apiKeyId ?? null,
    expiresAt: new Date(request.now.getTime() + request.lifetimeSeconds * 1000),
  });
  return token;
}

/** The address of a link. The token is in the fragment: a browser never sends that to a server, a proxy or a log. */
export function linkUrl(publicUrl: string, token: string): string {
  return `${publicUrl.replace(/\/+$/, '')}/open#${token}`;
}
