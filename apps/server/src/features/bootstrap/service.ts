import { ApiError } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { createClinic, firstClinic, listClinics } from '../clinics/index.ts';
import { createKey } from '../keys/index.ts';
import { createLink, linkUrl, SIGN_IN_LINK_SECONDS } from '../sessions/index.ts';
import { createUser } from '../users/index.ts';
import { firstOwnerId } from './repository.ts';

/** Loads the demo clinic where it is not (completely) there yet. */
export type LoadDemo = (deps: Deps, say: (line: string) => void) => Promise<void>;

/** What the first screen shows. */
export interface Welcome {
  /** Signs the reader in, or lets them create the first owner; works once. Null for a clinic in use: a log must not hold a way in. */
  link: { url: string; purpose: 'sign_in' | 'first_owner' } | null;
  isDemo: boolean;
}

/**
 * Makes an empty installation usable: the demo clinic, or without `loadDemo` an empty one; then the owner and the key that the settings name, in the
 * demo clinic where there is one, else in the first. What is there already stays as it is. For one process at a time.
 */
export async function prepareInstallation(deps: Deps, loadDemo: LoadDemo | null, say: (line: string) => void): Promise<void> {
  const clinics = await listClinics(deps);
  if (loadDemo && clinics.every((clinic) => clinic.isDemo)) await loadDemo(deps, say);
  else if (clinics.length === 0) await createClinic(deps, 'My clinic');
  const clinic = await mainClinic(deps);
  const { bootstrapOwner, bootstrapKey } = deps.config;
  if (bootstrapOwner) await unlessThere(() => createUser(deps, { ...OWNER, ...bootstrapOwner, clinicId: clinic.id }));
  if (bootstrapKey) await unlessThere(() => createKey(deps, { ...KEY, key: bootstrapKey, clinicId: clinic.id }));
}

const OWNER = {
  firstName: 'Clinic',
  lastName: 'Owner',
  level: 'owner',
  clinicRole: 'IT Administrator',
  canManageStudies: true,
  canCreateReports: false,
} as const;

const KEY = { description: 'Bootstrap key', scope: 'all', isViewerEnabled: true } as const;

async function unlessThere(create: () => Promise<unknown>): Promise<void> {
  try {
    await create();
  } catch (error) {
    if (!(error instanceof ApiError && error.code === 'conflict')) throw error;
  }
}

async function mainClinic(deps: Deps) {
  const clinic = await firstClinic(deps);
  if (!clinic) throw new Error('the installation has no clinic');
  return clinic;
}

/** Makes the link for the first screen. */
export async function welcome(deps: Deps): Promise<Welcome> {
  const { id: clinicId, isDemo } = await mainClinic(deps);
  return deps.db.inClinic(clinicId, async (tx) => {
    const userId = await firstOwnerId(tx, clinicId);
    if (userId && !isDemo) return { link: null, isDemo };
    const purpose = userId ? 'sign_in' : 'first_owner';
    const expiry = { lifetimeSeconds: SIGN_IN_LINK_SECONDS, now: deps.clock.now() };
    const token = await createLink(tx, { clinicId, purpose, ...(userId ? { userId } : {}), ...expiry });
    return { link: { url: linkUrl(deps.config.publicUrl, token), purpose }, isDemo };
  });
}
