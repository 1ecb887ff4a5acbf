import { ApiError, type SingleSignOnChange } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { findSettings, findTakenDomain, type OidcSettings, storeSettings } from './repository.ts';
import { noteSettings, redirectUri, withProvider } from './service.ts';

type Owner = UserPrincipal & { userId: string };

/** Only an owner decides who vouches for the clinic's users. Throws `forbidden`. */
export function mustBeOwner(principal: Owner): Owner {
  if (principal.level !== 'owner')
    throw new ApiError('forbidden', { message: 'Only an owner of the clinic may change its single sign-on.' });
  return principal;
}

/** The settings but for the secret, which nobody is shown again. */
export async function readSettings(deps: Pick<Deps, 'db' | 'config'>, { clinicId }: Owner) {
  const settings = await deps.db.inClinic(clinicId, (tx) => findSettings(tx, clinicId));
  return { singleSignOn: settings && present(deps, settings), redirectUri: redirectUri(deps) };
}

/** Asks the provider who it is, and keeps nothing. Throws as `changeSettings` does. */
export async function testSettings(deps: Deps, owner: Owner, change: SingleSignOnChange) {
  const { issuer, authorization_endpoint } = await describedBy(deps, await withSecret(deps, owner, change));
  return { issuer, authorizationEndpoint: authorization_endpoint ?? '' };
}

/** Keeps the settings once the provider has answered to them. Throws `unprocessable` where it does not, or where another clinic has one of the domains, `malformed_request` where a secret is missing. */
export async function changeSettings(deps: Deps, owner: Owner, change: SingleSignOnChange, requestId: string) {
  const { clinicId } = owner;
  const settings = await withSecret(deps, owner, change);
  await describedBy(deps, settings);
  await mustBeFree(deps, clinicId, settings);
  await deps.db.inClinic(clinicId, async (tx) => {
    await storeSettings(tx, clinicId, settings);
    await noteSettings(tx, owner, 'clinic.single_sign_on_changed', requestId);
  });
  return { singleSignOn: present(deps, settings), redirectUri: redirectUri(deps) };
}

/** Over all clinics: a domain leads to one provider. */
async function mustBeFree(deps: Pick<Deps, 'db'>, clinicId: string, settings: OidcSettings): Promise<void> {
  const taken = await deps.db.asSystem((tx) => findTakenDomain(tx, clinicId, settings));
  if (taken === null) return;
  throw new ApiError('unprocessable', {
    message: `Another clinic of this installation signs in ${taken} with another provider. Ask whoever operates it.`,
    issues: [{ path: 'emailDomains', message: `${taken} is taken` }],
  });
}

async function withSecret(deps: Deps, { clinicId }: Owner, { clientSecret, ...fields }: SingleSignOnChange): Promise<OidcSettings> {
  const before = await deps.db.inClinic(clinicId, (tx) => findSettings(tx, clinicId));
  const kept = before?.issuer === fields.issuer && before.clientId === fields.clientId ? before.clientSecretSealed : undefined;
  const clientSecretSealed =
    clientSecret === undefined ? kept : Buffer.from(deps.signer.seal('single-sign-on', clientSecret)).toString('base64');
  if (clientSecretSealed === undefined) {
    // The secret of one provider is not sent to another.
    throw new ApiError('malformed_request', { issues: [{ path: 'clientSecret', message: 'expected the secret of this client' }] });
  }
  return { ...fields, clientSecretSealed };
}

async function describedBy(deps: Deps, settings: OidcSettings) {
  return withProvider(deps, settings, (config) => config.serverMetadata()).catch((cause: unknown) => {
    throw new ApiError('unprocessable', {
      message: 'No OpenID Connect provider answers at this issuer.',
      issues: [{ path: 'issuer', message: 'expected the issuer of a provider that this server can reach' }],
      cause,
    });
  });
}

export async function removeSettings(deps: Pick<Deps, 'db'>, owner: Owner, requestId: string): Promise<void> {
  await deps.db.inClinic(owner.clinicId, async (tx) => {
    await storeSettings(tx, owner.clinicId, null);
    await noteSettings(tx, owner, 'clinic.single_sign_on_removed', requestId);
  });
}

function present(deps: Pick<Deps, 'config'>, { issuer, clientId, emailDomains }: OidcSettings) {
  return { issuer, clientId, emailDomains, redirectUri: redirectUri(deps) };
}
