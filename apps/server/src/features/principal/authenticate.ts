import { ApiError } from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { hashToken } from '../../platform/signing/index.ts';
import { rememberKeys } from './current-key.ts';
import type { KeyPrincipal, Principal } from './principal.ts';
import { findKey, findSession } from './repository.ts';
import { isWithin, routeOf } from './request-path.ts';

export const SESSION_COOKIE = 'readroom_session';

type FindKey = (tokenHash: Uint8Array, now: Date) => Promise<KeyPrincipal | null>;

/** Bearer key -> principal. Throws `unauthenticated` for none, an unknown and a revoked one alike. */
async function keyPrincipal(find: FindKey, deps: Deps, request: FastifyRequest): Promise<KeyPrincipal> {
  const match = /^Bearer (sk_live_[0-9a-f]{32})$/i.exec(request.headers.authorization ?? '');
  const key = match?.[1] ? await find(hashToken(match[1]), deps.clock.now()) : null;
  if (!key)
    throw new ApiError('unauthenticated', { message: 'Send Authorization: Bearer with a valid API key (sk_live_ and 32 hex digits).' });
  return key;
}

/** Session cookie -> principal, or null where there is none that lives. */
async function sessionPrincipal(deps: Deps, request: FastifyRequest): Promise<Principal | null> {
  const token = request.cookies[SESSION_COOKIE];
  return token ? findSession(deps.db, hashToken(token), deps.clock.now()) : null;
}

/** A page of another site must not be able to act with the reader's cookie. SameSite=Lax stops most of it; this stops the rest. Throws `forbidden`. */
function refuseForeignOrigin(deps: Deps, request: FastifyRequest): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') throw foreign();
  const { origin } = request.headers;
  if (origin === undefined) return;
  if (origin !== new URL(deps.config.publicUrl).origin && !isOwnOrigin(origin, request)) throw foreign();
}

/** The address that the page was opened with, scheme and port too: behind a trusted proxy the scheme that it names. */
function isOwnOrigin(origin: string, request: FastifyRequest): boolean {
  const own = `${request.protocol}://${request.headers.host}`;
  return URL.canParse(own) && origin === new URL(own).origin;
}

function foreign(): ApiError {
  return new ApiError('forbidden', { message: 'This request came from a page of another site.' });
}

/** Reachable without a session: signing in itself. */
const OPEN_API_PATHS = new Set([
  '/api/session',
  '/api/session/open',
  '/api/session/first-owner',
  '/api/session/second-factor',
  '/api/session/second-factor/enrolment',
  '/api/session/second-factor/confirm',
  '/api/session/invitation',
  '/api/session/invitation/accept',
  '/api/session/invitation/reject',
  '/api/session/password-reset',
  '/api/session/password-reset/confirm',
  '/api/session/single-sign-on',
  '/api/session/single-sign-on/callback',
]);

/**
 * Sets `request.principal` before anything else looks at the request, by its path alone, so that no route can forget it: keys for /v1, with the
 * Viewer enabled for /v1/viewer, keys or a session for /dicom-web, a session for /api. Everything else is public. The path counts as it was sent, for what has no route, and as the router understood it: `/%61pi` is /api too.
 */
export function authenticate(deps: Deps) {
  const remembered = rememberKeys(deps.db);
  const stored: FindKey = (tokenHash, now) => findKey(deps.db, tokenHash, now);
  return async (request: FastifyRequest): Promise<void> => {
    if (isWithin(request, '/v1')) {
      const key = await keyPrincipal(request.routeOptions.config.checksKey ? remembered : stored, deps, request);
      if (isWithin(request, '/v1/viewer') && !key.isViewerEnabled) throw new ApiError('viewer_not_enabled');
      request.principal = key;
    } else if (isWithin(request, '/dicom-web')) {
      request.principal = request.headers.authorization ? await keyPrincipal(stored, deps, request) : await sessionOrRefuse(deps, request);
    } else if (isWithin(request, '/api')) {
      // Also where nobody is signed in yet: another site must not sign somebody in.
      refuseForeignOrigin(deps, request);
      request.principal = OPEN_API_PATHS.has(routeOf(request))
        ? await sessionPrincipal(deps, request)
        : await sessionOrRefuse(deps, request);
    }
  };
}

async function sessionOrRefuse(deps: Deps, request: FastifyRequest): Promise<Principal> {
  refuseForeignOrigin(deps, request);
  const principal = await sessionPrincipal(deps, request);
  if (!principal) throw new ApiError('unauthenticated', { message: 'Your session has ended. Sign in again.' });
  return principal;
}
