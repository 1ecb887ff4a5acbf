import { ApiError, type Issue, publicId, type ReportDocument, type ReportPage, type Sign, type StudyContext } from '@readroom/contract';
import { renderText, runChecks } from '@readroom/report';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import type { SignedSnapshot } from '../../platform/db/schema.ts';
import type { StudyRow } from '../access/index.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import type { ReportRow } from '../reports/index.ts';
import { priorsOf } from '../studies/index.ts';
import { queueReportDelivered } from '../webhooks/index.ts';
import { notifyStudyChanged } from '../worklist/index.ts';
import { contentHash } from './content-hash.ts';
import { reachReport } from './open.ts';
import { mayEditReport } from './policy.ts';
import { presentReportPage, studyContext } from './presenter.ts';
import { completeReport, deleteDraft, findDraft, findReport, findStationery, findUser, type UserRow, updateStudy } from './repository.ts';

/**
 * Signs the draft at the revision that the radiologist saw, all or nothing in one transaction: words, header, signer, hash, study status, PDF job and webhook.
 * Throws `already_signed`, `study_cancelled`, `forbidden`, `draft_conflict` (another revision stands), `report_checks_failed` with one issue per finding.
 */
export async function signReport(deps: Deps, user: UserPrincipal, reportId: string, sign: Sign, requestId: string): Promise<ReportPage> {
  return deps.db.inClinic(user.clinicId, async (tx) => {
    const { study, report } = await reachReport(tx, user, reportId, { lock: true });
    if (report.status === 'completed') throw new ApiError('already_signed');
    if (study.cancelledAt) throw new ApiError('study_cancelled');
    if (!mayEditReport(user, study, report) || user.userId === null) {
      throw new ApiError('forbidden', { message: 'Only the radiologist to whom the study is assigned can sign this report.' });
    }
    const draft = await findDraft(tx, report.id, { lock: true });
    if (!draft || draft.revision !== sign.revision)
      throw new ApiError('draft_conflict', { message: 'The draft changed after it was shown. Read it again, then sign.' });
    if (draft.dictation.trim() !== '') {
      throw new ApiError('report_checks_failed', {
        issues: [{ path: 'dictation', message: 'The dictation box holds words that are not in the report yet: put them in, or clear it.' }],
      });
    }
    mustBeOfSignableLength(draft.document);
    const priors = await priorsOf(tx, user, study);
    const dismissals = judge(draft.document, studyContext(study, priors), report.isAddendum, sign);
    const signer = await findUser(tx, user.userId);
    const signedAt = deps.clock.now();
    const document = acceptAll(draft.document);
    const snapshot = await takeSnapshot(tx, study, report, signer);
    const signed = await completeReport(tx, report.id, {
      userId: signer.id,
      isCritical: sign.isCritical,
      document,
      plainText: renderText(document, { isAddendum: report.isAddendum }),
      snapshotMetadata: study.reportMetadata,
      snapshot,
      dismissals,
      signedAt,
      updatedAt: signedAt,
      contentHash: contentHash({ report, document, header: study.reportMetadata, snapshot, isCritical: sign.isCritical, signedAt }),
    });
    await deleteDraft(tx, report.id);
    const changes = {
      status: 'completed' as const,
      assignedToUserId: study.assignedToUserId ?? signer.id,
      isCritical: sign.isCritical || (study.isCritical ?? false),
      completedAt: report.isAddendum ? study.completedAt : signedAt,
      updatedAt: signedAt,
    };
    await updateStudy(tx, study.id, changes);
    await deps.queue.add(tx, 'report.render', { clinicId: study.clinicId, reportId: report.id });
    await queueReportDelivered(deps, tx, study, report.id);
    await recordAudit(tx, {
      clinicId: study.clinicId,
      actor: actorOf(user),
      action: report.isAddendum ? 'report.addendum_signed' : 'report.signed',
      subject: publicId('rep', report.id),
      studyId: study.id,
      requestId,
      detail: { isCritical: sign.isCritical, overridden: dismissals.length, contentHash: signed.contentHash },
    });
    await notifyStudyChanged(tx, { clinicId: study.clinicId, studyId: study.id, change: 'report' });
    return presentReportPage(user, { ...study, ...changes }, signed, null, signer, priors);
  });
}

/** Some hundred times an ordinary report, and twice what an order at every limit brings into one (test/long-texts.test.ts). The checks read every character while the server waits. */
const MOST_CHARACTERS = 1_000_000;

/** Throws `report_checks_failed` for a report that no one can have read. */
function mustBeOfSignableLength(document: ReportDocument): void {
  let characters = 0;
  for (const { paragraphs } of document.sections) {
    for (const { label, spans } of paragraphs) {
      characters += spans.reduce((sum, { text }) => sum + text.length, label?.length ?? 0);
    }
  }
  if (characters <= MOST_CHARACTERS) return;
  const format = new Intl.NumberFormat('en-US');
  throw new ApiError('report_checks_failed', {
    issues: [
      {
        path: 'document',
        message: `The report has ${format.format(characters)} characters. Expected at most ${format.format(MOST_CHARACTERS)} characters: shorten it, then sign.`,
      },
    ],
  });
}

/** The overridden warnings with their reasons. Throws `report_checks_failed` for what blocks and for warnings without a reason. */
function judge(document: ReportDocument, context: StudyContext, isAddendum: boolean, sign: Sign) {
  const findings = runChecks({ document, context, isAddendum, isCritical: sign.isCritical });
  const reasons = new Map(sign.dismissals.map(({ id, reason }) => [id, reason]));
  const issues: Issue[] = [];
  const dismissals = [];
  for (const finding of findings) {
    const reason = reasons.get(finding.id);
    if (finding.dismissible && reason !== undefined) {
      dismissals.push({ id: finding.id, checkId: finding.checkId, message: finding.message, reason });
    } else {
      issues.push({ path: finding.id, message: finding.message });
    }
  }
  if (issues.length > 0) throw new ApiError('report_checks_failed', { issues });
  return dismissals;
}

/** Signing makes every word the radiologist's own; where each came from stays on record. */
function acceptAll(document: ReportDocument): ReportDocument {
  return {
    ...document,
    sections: document.sections.map((section) => ({
      ...section,
      paragraphs: section.paragraphs.map((paragraph) => ({
        ...paragraph,
        spans: paragraph.spans.map((span) => ({ ...span, accepted: true })),
      })),
    })),
  };
}

async function takeSnapshot(tx: Tx, study: StudyRow, report: ReportRow, signer: UserRow): Promise<SignedSnapshot> {
  const parent = report.parentReportId ? await findReport(tx, report.parentReportId) : null;
  const { name, letterhead, timeZone, paperSize } = await findStationery(tx, study.clinicId);
  const { middleName, suffix1, suffix2, npiNumber } = signer;
  return {
    clinicName: name,
    ...(letterhead ? { letterhead } : {}),
    timeZone,
    paperSize,
    studyDescription: study.studyDescription,
    studyInstanceUid: study.studyInstanceUid,
    signer: {
      userId: publicId('usr', signer.id),
      firstName: signer.firstName,
      lastName: signer.lastName,
      ...(middleName ? { middleName } : {}),
      ...(suffix1 ? { suffix1 } : {}),
      ...(suffix2 ? { suffix2 } : {}),
      ...(npiNumber ? { npiNumber } : {}),
    },
    ...(parent?.signedAt ? { parentSignedAt: parent.signedAt.toISOString() } : {}),
  };
}
