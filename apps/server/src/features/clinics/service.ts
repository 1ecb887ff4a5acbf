import { randomUUID } from 'node:crypto';
import { ApiError } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { recordAudit, systemActor } from '../audit/index.ts';
import { type Clinic, insertClinic, selectClinics } from './repository.ts';

/** Throws `malformed_request`. @returns its id, a plain UUID. */
export async function createClinic(deps: Pick<Deps, 'db'>, name: string, options: { isDemo?: boolean } = {}): Promise<string> {
  if (name.trim() === '' || name.length > 200)
    throw new ApiError('malformed_request', { issues: [{ path: 'name', message: 'expected 1 to 200 characters' }] });
  const id = randomUUID();
  await deps.db.asSystem(async (tx) => {
    await insertClinic(tx, { id, name: name.trim(), isDemo: options.isDemo ?? false });
    await recordAudit(tx, { clinicId: id, actor: systemActor('operator'), action: 'clinic.created', subject: id });
  });
  return id;
}

/** Oldest first. */
export async function listClinics(deps: Pick<Deps, 'db'>): Promise<Clinic[]> {
  return deps.db.asSystem(selectClinics);
}

/** The clinic that a setting without a clinic means: the demo clinic where there is one, else the first. */
export async function firstClinic(deps: Pick<Deps, 'db'>): Promise<Clinic | null> {
  const clinics = await listClinics(deps);
  return clinics.find((clinic) => clinic.isDemo) ?? clinics[0] ?? null;
}
