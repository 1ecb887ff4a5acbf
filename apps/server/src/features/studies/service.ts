import {
  type Action,
  ApiError,
  publicId,
  type Study,
  type StudyCreate,
  type StudyList,
  type StudyListQuery,
  type StudyPatch,
  type StudySelector,
  toPage,
} from '@readroom/contract';
import { askIn, type Tx } from '../../platform/db/connection.ts';
import { findNameableUser, type StudyRow } from '../access/index.ts';
import { auditStatement } from '../audit/index.ts';
import { findCustomer } from '../express/index.ts';
import type { KeyRead } from '../principal/index.ts';
import { assignmentChange, checkAssignee } from './assignment.ts';
import { type Caller, listEntry, noteStudiesListed, noteStudy, noteStudyChange } from './audit.ts';
import { creatorOf } from './creator.ts';
import { askForDetails, findDetails, type Product, type StudyDetails, withDetails } from './details-repository.ts';
import { askForPage, listDetails } from './list-repository.ts';
import { newStudyStatement } from './new-study.ts';
import { patchedFields } from './patch.ts';
import { mustBeNamed, mustBeReader, mustBeUncancellable, mustNotBeCancelled, mustTakeContext, mustTakeStudies } from './policy.ts';
import { presentStudy } from './presenter.ts';
import { checkPriorStudies } from './priors.ts';
import { findStudy, insertStudy, type NewStudy, type StudyChange, updateStudy } from './repository.ts';

/** Creates a study. Throws `study_uid_taken`; `not_found` or `unprocessable` for an assignee, a customer or a prior study that cannot be used. */
export async function createStudy(tx: Tx, caller: Caller, body: StudyCreate): Promise<Study> {
  const { principal } = caller;
  const { assignedTo, expressCustomerId, ...fields } = body;
  const assignee = assignedTo === undefined ? null : mustBeReader(await findNameableUser(tx, principal, assignedTo), 'assignedTo');
  const customer = expressCustomerId === undefined ? null : mustTakeStudies(await findCustomer(tx, principal, expressCustomerId));
  await checkPriorStudies(tx, principal, body.priorStudyIds ?? []);
  const study: NewStudy = {
    ...fields,
    ...assignmentChange({ status: 'unassigned' }, assignee?.id ?? null),
    clinicId: principal.clinicId,
    expressCustomerId: customer?.id ?? null,
    ...creatorOf(principal),
  };
  return principal.kind === 'key' ? createAsKey(tx, caller, study) : createAsUser(tx, caller, study);
}

async function createAsKey(tx: Tx, caller: Caller, study: NewStudy): Promise<Study> {
  const [details] = await askForDetails(askIn(tx), caller.principal, newStudyStatement(study));
  if (!details) throw uidTaken();
  await noteStudyChange(tx, caller, 'study.created', details.study.id);
  return presentStudy(details);
}

async function createAsUser(tx: Tx, caller: Caller, study: NewStudy): Promise<Study> {
  const inserted = await insertStudy(tx, study);
  if (!inserted) throw uidTaken();
  await noteStudyChange(tx, caller, 'study.created', inserted.id);
  return present(tx, caller, inserted.id);
}

/** A StudyInstanceUID is unique per clinic and product. */
export function uidTaken(): ApiError {
  return new ApiError('study_uid_taken', { issues: [{ path: 'studyInstanceUid', message: 'already used by a study of this clinic' }] });
}

/** One study by id or UID. Throws `not_found`. */
export async function readStudy(tx: Tx, caller: Caller, selector: StudySelector, product: Product = 'autoscribe'): Promise<Study> {
  const details = await findDetails(tx, caller.principal, selector, product);
  if (!details) throw new ApiError('not_found');
  await noteStudy(tx, caller, 'study.read', details.study.id);
  return presentStudy(details);
}

/** As `listStudies`, for a key, outside of a transaction: the log is written with the look at what the page names. */
export function studyPage(query: StudyListQuery): KeyRead<StudyList> {
  return async (ask, caller) => {
    const found = await askForPage(ask, caller.principal, query, 'autoscribe');
    const ids = found.studies.slice(0, query.limit).map(({ id }) => publicId('stu', id));
    return presentPage(await withDetails(ask, found, auditStatement(listEntry(caller, ids))), query.limit);
  };
}

/** What a person may search for beside the filters of the public lists. */
export interface Searched {
  words?: string | undefined;
}

/** One page, newest first. */
export async function listStudies(tx: Tx, caller: Caller, query: StudyListQuery & Searched): Promise<StudyList> {
  const page = presentPage(await listDetails(tx, caller.principal, query, 'autoscribe'), query.limit);
  await noteStudiesListed(tx, caller, idsOf(page));
  return page;
}

function presentPage(rows: StudyDetails[], limit: number): StudyList {
  const { items, ...page } = toPage(
    rows.map((details) => ({ seq: details.study.seq, details })),
    limit,
  );
  return { studies: items.map(({ details }) => presentStudy(details)), ...page };
}

function idsOf({ studies }: StudyList): string[] {
  return studies.map(({ studyId }) => studyId);
}

/**
 * Changes what is sent. Reports that are signed keep the header that they were signed with. Throws `not_found`, `study_cancelled` for a new assignment
 * of a cancelled study, and what an assignee, a customer or a prior study that cannot be used throws.
 */
export async function patchStudy(tx: Tx, caller: Caller, studyId: string, patch: StudyPatch): Promise<Study> {
  const study = await lockedStudy(tx, caller, { studyId });
  mustTakeContext(study, patch);
  await checkPriorStudies(tx, caller.principal, patch.priorStudyIds ?? [], study.id);
  const change: StudyChange = {
    ...patchedFields(study, patch),
    ...(await assignmentPatch(tx, caller, study, patch.assignedTo)),
    ...(await customerPatch(tx, caller, study, patch.expressCustomerId)),
  };
  if (Object.keys(change).length === 0) return readStudy(tx, caller, { studyId });
  await updateStudy(tx, study.id, change);
  const formerCustomerId = 'expressCustomerId' in change ? study.expressCustomerId : undefined;
  await noteStudyChange(tx, caller, 'study.updated', study.id, { fields: Object.keys(patch).join(',') }, formerCustomerId);
  if ('assignedToUserId' in change) await noteStudy(tx, caller, 'study.assigned', study.id, { assignedTo: patch.assignedTo ?? null });
  return present(tx, caller, study.id);
}

async function assignmentPatch(tx: Tx, caller: Caller, study: StudyRow, assignedTo: string | null | undefined): Promise<StudyChange> {
  const current = study.assignedToUserId && publicId('usr', study.assignedToUserId);
  if (assignedTo === undefined || assignedTo === current) return {};
  mustNotBeCancelled(study);
  return assignmentChange(study, assignedTo === null ? null : await checkAssignee(tx, caller, study, assignedTo, 'assignedTo'));
}

async function customerPatch(tx: Tx, { principal }: Caller, study: StudyRow, customerId: string | null | undefined): Promise<StudyChange> {
  const current = study.expressCustomerId && publicId('cus', study.expressCustomerId);
  if (customerId === undefined || customerId === current) return {};
  return { expressCustomerId: customerId === null ? null : mustTakeStudies(await findCustomer(tx, principal, customerId)).id };
}

/** Cancels. A study that is cancelled already stays so, and says so. */
export async function cancelStudy(
  tx: Tx,
  caller: Caller,
  selector: StudySelector,
  now: Date,
  product: Product = 'autoscribe',
): Promise<Action> {
  const study = await lockedStudy(tx, caller, selector, product);
  if (study.cancelledAt) return { success: true, message: 'The study was already cancelled.' };
  await updateStudy(tx, study.id, { cancelledAt: now });
  await noteStudyChange(tx, caller, 'study.cancelled', study.id);
  return { success: true };
}

/** Brings a cancelled standard study back in the state that it had. */
export async function uncancelStudy(tx: Tx, caller: Caller, selector: StudySelector, product: Product = 'autoscribe'): Promise<Action> {
  const study = await lockedStudy(tx, caller, selector, product);
  mustBeUncancellable(study);
  await updateStudy(tx, study.id, { cancelledAt: null });
  await noteStudyChange(tx, caller, 'study.uncancelled', study.id);
  return { success: true };
}

/** The selected study, locked until the transaction ends. Throws `not_found`, and `unprocessable` where id and UID name different studies. */
export async function lockedStudy(tx: Tx, caller: Caller, selector: StudySelector, product: Product = 'autoscribe'): Promise<StudyRow> {
  return selected(tx, caller, selector, { product, lock: true });
}

/** The selected study, not locked. */
export async function selectedStudy(tx: Tx, caller: Caller, selector: StudySelector): Promise<StudyRow> {
  return selected(tx, caller, selector, { product: 'autoscribe', lock: false });
}

async function selected(tx: Tx, caller: Caller, selector: StudySelector, options: { product: Product; lock: boolean }): Promise<StudyRow> {
  const study = await findStudy(tx, caller.principal, selector, options);
  if (!study) throw new ApiError('not_found');
  mustBeNamed(study, selector.studyInstanceUid);
  return study;
}

async function present(tx: Tx, caller: Caller, studyId: string): Promise<Study> {
  const details = await findDetails(tx, caller.principal, { studyId: publicId('stu', studyId) }, 'autoscribe');
  if (!details) throw new ApiError('not_found');
  return presentStudy(details);
}
