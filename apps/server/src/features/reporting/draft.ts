import { ApiError, type Draft, type DraftSave, type DraftSaved, publicId } from '@readroom/contract';
import { canonicalize } from '@readroom/report';
import type { Deps } from '../../deps.ts';
import type { StudyRow } from '../access/index.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import type { ReportRow } from '../reports/index.ts';
import { ensureDraft, reachReport } from './open.ts';
import { mayEditReport } from './policy.ts';
import { presentDraft } from './presenter.ts';
import { type DraftRow, findDraft, insertDictation, keepDraftVersion, updateDraft } from './repository.ts';

/** One audit row for a minute of writing, instead of one for every pause between words. */
const minuteOf = (moment: Date) => Math.floor(moment.getTime() / 60_000);

/** Either the save was taken, or `conflict` is the draft that stands and nothing was written. */
export type DraftOutcome = { saved: DraftSaved } | { conflict: Draft };

/**
 * Saves the draft if the window began from the revision that stands. A repeated save whose answer was lost is answered as the first. Throws `not_found`, `already_signed`,
 * `study_cancelled`, `forbidden`.
 */
export async function saveDraft(
  deps: Deps,
  user: UserPrincipal,
  reportId: string,
  save: DraftSave,
  requestId: string,
): Promise<DraftOutcome> {
  return deps.db.inClinic(user.clinicId, async (tx) => {
    const { study, report } = await reachReport(tx, user, reportId, { lock: true });
    mustBeWritable(user, study, report);
    await ensureDraft(tx, user, study, report);
    const current = (await findDraft(tx, report.id, { lock: true }))!;
    const putsAside = save.keepMine === current.revision && save.baseRevision !== current.revision;
    if (save.baseRevision !== current.revision && !putsAside) {
      return isRepeated(save, current) ? { saved: saved(current) } : { conflict: presentDraft(current) };
    }
    const now = deps.clock.now();
    if (putsAside) await keepDraftVersion(tx, current);
    const next = { revision: current.revision + 1, document: save.document, dictation: save.dictation, updatedAt: now };
    await updateDraft(tx, report.id, next);
    if (putsAside || current.revision === 1 || minuteOf(now) !== minuteOf(current.updatedAt)) {
      await recordAudit(tx, {
        clinicId: study.clinicId,
        actor: actorOf(user),
        action: putsAside ? 'report.draft_replaced' : 'report.draft_saved',
        subject: publicId('rep', report.id),
        studyId: study.id,
        requestId,
        detail: { revision: next.revision },
      });
    }
    return { saved: saved(next) };
  });
}

function mustBeWritable(user: UserPrincipal, study: StudyRow, report: ReportRow): void {
  if (report.status === 'completed') throw new ApiError('already_signed');
  if (study.cancelledAt) throw new ApiError('study_cancelled');
  if (!mayEditReport(user, study, report)) throw new ApiError('forbidden', { message: 'This report is assigned to another radiologist.' });
}

function saved(draft: Pick<DraftRow, 'revision' | 'updatedAt'>): DraftSaved {
  return { revision: draft.revision, updatedAt: draft.updatedAt.toISOString() };
}

function isRepeated(save: DraftSave, current: DraftRow): boolean {
  return (
    (save.keepMine ?? save.baseRevision) === current.revision - 1 &&
    save.dictation === current.dictation &&
    canonicalize(save.document) === canonicalize(current.document)
  );
}

/** Keeps the words of one pass through the engine as they were spoken. Throws as `saveDraft`. */
export async function keepDictation(deps: Deps, user: UserPrincipal, reportId: string, spoken: string, requestId: string): Promise<void> {
  await deps.db.inClinic(user.clinicId, async (tx) => {
    const { study, report } = await reachReport(tx, user, reportId, { lock: true });
    mustBeWritable(user, study, report);
    if (user.userId === null) throw new ApiError('forbidden');
    await insertDictation(tx, { clinicId: report.clinicId, reportId: report.id, userId: user.userId, spoken });
    await recordAudit(tx, {
      clinicId: study.clinicId,
      actor: actorOf(user),
      action: 'report.dictated',
      subject: publicId('rep', report.id),
      studyId: study.id,
      requestId,
      detail: { characters: spoken.length },
    });
  });
}
