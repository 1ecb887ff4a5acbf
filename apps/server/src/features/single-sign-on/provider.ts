import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  type CustomFetchOptions,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
} from 'openid-client';
import type { Deps } from '../../deps.ts';
import type { OidcSettings } from './repository.ts';

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

export interface FlowSecrets {
  state: string;
  nonce: string;
  verifier: string;
}

/** What the provider says about whoever signed in there. */
export interface Identity {
  email: string | null;
  isEmailVerified: boolean;
}

/** Reads the provider's own description (OpenID Connect Discovery 1.0). Throws where it cannot be had or names another issuer. */
export async function connect(deps: Pick<Deps, 'http' | 'signer'>, settings: OidcSettings): Promise<Configuration> {
  const issuer = new URL(settings.issuer);
  const secret = deps.signer.unseal('single-sign-on', Buffer.from(settings.clientSecretSealed, 'base64'));
  return discovery(issuer, settings.clientId, secret, undefined, {
    [customFetch]: outgoing(deps),
    timeout: TIMEOUT_MS / 1000,
    execute: [
      // The ID token comes straight from the provider; its signature is checked against the provider's keys all the same.
      enableNonRepudiationChecks,
      // The outgoing client allows plain http to addresses that the operator listed, and to no other.
      ...(issuer.protocol === 'http:' ? [allowInsecureRequests] : []),
    ],
  });
}

/** Where the browser goes (code flow, PKCE with S256). */
export async function authorizationUrl(config: Configuration, redirectUri: string, secrets: FlowSecrets, email: string): Promise<string> {
  return buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email',
    state: secrets.state,
    nonce: secrets.nonce,
    code_challenge: await calculatePKCECodeChallenge(secrets.verifier),
    code_challenge_method: 'S256',
    login_hint: email,
  }).href;
}

/** Trades the code in. Throws for an error of the provider, a foreign state or nonce, and an ID token of another issuer, for another client, expired or badly signed. */
export async function identify(config: Configuration, callback: URL, secrets: FlowSecrets): Promise<Identity> {
  const tokens = await authorizationCodeGrant(config, callback, {
    pkceCodeVerifier: secrets.verifier,
    expectedState: secrets.state,
    expectedNonce: secrets.nonce,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (!claims) throw new Error('the provider sent no ID token');
  // Providers put the email into the ID token or into the userinfo answer, as they like.
  const about = claims.email === undefined ? await fetchUserInfo(config, tokens.access_token, claims.sub) : claims;
  return { email: typeof about.email === 'string' ? about.email : null, isEmailVerified: about.email_verified === true };
}

/** The library's requests, through the one client that may leave this machine. */
function outgoing({ http }: Pick<Deps, 'http'>) {
  return async (url: string, { method, headers, body }: CustomFetchOptions): Promise<Response> => {
    const answer = await http.send({
      url,
      method: method === 'POST' ? 'POST' : 'GET',
      headers,
      ...(body !== undefined && body !== null && { body: String(body) }),
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: MAX_ANSWER_BYTES,
    });
    const fields = Object.entries(answer.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value] as [string, string]],
    );
    const hasBody = answer.statusCode !== 204 && answer.statusCode !== 304;
    return new Response(hasBody ? Buffer.from(answer.body) : null, { status: answer.statusCode, headers: fields });
  };
}
