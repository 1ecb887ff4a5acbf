import { ApiError, type SingleSignOnChange } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { findSettings, type OidcSettings, storeSettings } from './repository.ts';
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

/** Keeps the settings once the provider has answered to them. Throws `unprocessable` where it does not, `malformed_request` where a secret is missing. */
export async function changeSettings(deps: Deps, owner: Owner, change: SingleSignOnChange, requestId: string) {
  const { clinicId } = owner;
  const before = await deps.db.inClinic(clinicId, (tx) => findSettings(tx, clinicId));
  const { clientSecret, ...fields } = change;
  const kept = before?.issuer === fields.issuer && before.clientId === fields.clientId ? before.clientSecretSealed : undefined;
  const clientSecretSealed =
    clientSecret === undefined ? kept : Buffer.from(deps.signer.seal('single-sign-on', clientSecret)).toString('base64');
  if (clientSecretSealed === undefined) {
    // The secret of one provider is not sent to another.
    throw new ApiError('malformed_request', { issues: [{ path: 'clientSecret', message: 'expected the secret of this client' }] });
  }
  const settings = { ...fields, clientSecretSealed };
  await withProvider(deps, settings, () => {}).catch((cause: unknown) => {
    throw new ApiError('unprocessable', {
      message: 'No OpenID Connect provider answers at this issuer.',
      issues: [{ path: 'issuer', message: 'expected the issuer of a provider that this server can reach' }],
      cause,
    });
  });
  await deps.db.inClinic(clinicId, async (tx) => {
    await storeSettings(tx, clinicId, settings);
    await noteSettings(tx, owner, 'clinic.single_sign_on_changed', requestId);
  });
  return { singleSignOn: present(deps, settings), redirectUri: redirectUri(deps) };
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
