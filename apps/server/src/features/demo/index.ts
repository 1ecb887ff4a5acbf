import { rawId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { createClinic, firstClinic } from '../clinics/index.ts';
import { createKey } from '../keys/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { createUser, type UserRequest } from '../users/index.ts';
import { type DemoCast, loadStudy } from './load-study.ts';
import { DEMO_PASSWORD, DEMO_READERS, DEMO_TECHNOLOGIST } from './people.ts';
import { findMark, findUserId, firstKeyId, setMark } from './repository.ts';
import { DEMO_STUDIES } from './studies.ts';

export { DEMO_PASSWORD } from './people.ts';

/**
 * Loads the demo clinic once: people, an API key, studies in every status, real images for some of them. An interrupted load goes on where it stopped.
 * @param say is told each step for the screen.
 */
export async function loadDemo(deps: Deps, say: (line: string) => void): Promise<void> {
  if ((await deps.db.asSystem(findMark))?.isComplete) return;
  say('Loading the demo clinic …');
  const existing = await firstClinic(deps);
  const clinicId = existing?.isDemo ? existing.id : await createClinic(deps, 'Readroom Demo Hospital', { isDemo: true });
  const cast = await ensureCast(deps, clinicId);
  for (const [index, study] of DEMO_STUDIES.entries()) {
    await loadStudy(deps, cast, study);
    say(`  ${index + 1} of ${DEMO_STUDIES.length}: ${study.create.studyDescription}`);
  }
  await deps.db.asSystem(async (tx) => {
    const mark = await findMark(tx);
    if (mark) await setMark(tx, { ...mark, isComplete: true });
  });
}

/** The API key of the demo clinic, or null where there is none. It opens invented data only; a real clinic's keys are never kept. */
export async function demoApiKey(deps: Deps): Promise<string | null> {
  const mark = await deps.db.asSystem(findMark);
  return mark && deps.signer.unseal('demo-key', Buffer.from(mark.sealedKey, 'base64'));
}

async function ensureCast(deps: Deps, clinicId: string): Promise<DemoCast> {
  const owner = await ensureUser(deps, clinicId, DEMO_READERS.owner);
  const chen = await ensureUser(deps, clinicId, DEMO_READERS.chen);
  const okafor = await ensureUser(deps, clinicId, DEMO_READERS.okafor);
  await ensureUser(deps, clinicId, DEMO_TECHNOLOGIST);
  const apiKeyId = await ensureKey(deps, clinicId);
  return {
    key: { kind: 'key', clinicId, apiKeyId, scope: 'all', isViewerEnabled: true },
    readers: {
      owner: principal(clinicId, owner, 'owner'),
      chen: principal(clinicId, chen, 'member'),
      okafor: principal(clinicId, okafor, 'member'),
    },
  };
}

async function ensureUser(deps: Deps, clinicId: string, person: Omit<UserRequest, 'clinicId' | 'password'>): Promise<string> {
  const existing = await deps.db.inClinic(clinicId, (tx) => findUserId(tx, clinicId, person.email));
  return existing ?? rawId('usr', await createUser(deps, { ...person, clinicId, password: DEMO_PASSWORD }))!;
}

async function ensureKey(deps: Deps, clinicId: string): Promise<string> {
  const existing = await deps.db.inClinic(clinicId, (tx) => firstKeyId(tx, clinicId));
  if (existing && (await deps.db.asSystem(findMark))) return existing;
  const { id, key } = await createKey(deps, { clinicId, description: 'Demo key', scope: 'all', isViewerEnabled: true });
  const sealedKey = Buffer.from(deps.signer.seal('demo-key', key)).toString('base64');
  await deps.db.asSystem((tx) => setMark(tx, { sealedKey, isComplete: false }));
  return id;
}

function principal(clinicId: string, userId: string, level: 'owner' | 'member'): UserPrincipal & { userId: string } {
  return {
    kind: 'user',
    clinicId,
    sessionId: 'demo',
    session: 'full',
    userId,
    level,
    canManageStudies: level === 'owner',
    canCreateReports: true,
    studyId: null,
    openedStudies: {},
    customerIds: [],
  };
}
