import { ApiError } from '@readroom/contract';
import type { FastifyRequest } from 'fastify';

/** Who asks. Ids are raw UUIDs. */
export interface KeyPrincipal {
  kind: 'key';
  clinicId: string;
  apiKeyId: string;
  /** `self` reaches only what this key created, `all` its whole clinic. */
  scope: 'self' | 'all';
  isViewerEnabled: boolean;
}

export interface UserPrincipal {
  kind: 'user';
  clinicId: string;
  sessionId: string;
  session: 'full' | 'reroute' | 'viewer' | 'ephemeral';
  /** Null in a viewer session that was made without a user. */
  userId: string | null;
  level: 'owner' | 'admin' | 'member';
  canManageStudies: boolean;
  canCreateReports: boolean;
  /** The study of the link that was opened last; null where the session never opened one. */
  studyId: string | null;
  /** The studies whose links this session opened: with their report, or only their images. Beside them only a full session reaches any. */
  openedStudies: Record<string, 'report' | 'images'>;
  /** The Express customers that the user belongs to. */
  customerIds: string[];
}

export type Principal = KeyPrincipal | UserPrincipal;

declare module 'fastify' {
  interface FastifyRequest {
    principal: Principal | null;
  }
}

/** The API key that asks. Throws `unauthenticated` where it is not a key. */
export function requireKey(request: FastifyRequest): KeyPrincipal {
  if (request.principal?.kind !== 'key') throw new ApiError('unauthenticated');
  return request.principal;
}

/** The signed-in session that asks, of any kind but `ephemeral`, which reaches no study. Throws `unauthenticated`, `forbidden`. */
export function requireUser(request: FastifyRequest): UserPrincipal {
  const principal = requireSession(request);
  if (principal.session === 'ephemeral') {
    throw new ApiError('forbidden', { message: 'This link opens its own images only. Sign in to see more.' });
  }
  return principal;
}

/** The session that asks, of every kind. Throws `unauthenticated`. */
export function requireSession(request: FastifyRequest): UserPrincipal {
  if (request.principal?.kind !== 'user') throw new ApiError('unauthenticated', { message: 'Your session has ended. Sign in again.' });
  return request.principal;
}

/** A full sign-in with a user behind it. Throws `forbidden` for sessions that a link opened for one study. */
export function requireFullSession(request: FastifyRequest): UserPrincipal & { userId: string } {
  const principal = requireUser(request);
  if (principal.session !== 'full' || principal.userId === null) {
    throw new ApiError('forbidden', { message: 'This link opens one study only. Sign in to see more.' });
  }
  return { ...principal, userId: principal.userId };
}
