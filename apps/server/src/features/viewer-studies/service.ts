import {
  ApiError,
  publicId,
  type StudySelector,
  toPage,
  type ViewerStudy,
  type ViewerStudyCreate,
  type ViewerStudyList,
  type ViewerStudyListQuery,
  type ViewerStudyPatch,
} from '@readroom/contract';
import type { Tx } from '../../platform/db/connection.ts';
import { findNameableUser, type StudyRow } from '../access/index.ts';
import { findCustomer } from '../express/index.ts';
import {
  type Caller,
  creatorOf,
  findDetails,
  insertStudy,
  listDetails,
  lockedStudy,
  mustBeActive,
  mustNotBeCancelled,
  mustTakeStudies,
  noteStudiesListed,
  noteStudy,
  noteStudyChange,
  type Searched,
  type StudyChange,
  uidTaken,
  updateStudy,
} from '../studies/index.ts';
import { presentViewerStudy } from './presenter.ts';

const PRODUCT = 'viewer';

/** Creates a study of the Viewer. Throws `study_uid_taken`; `not_found` or `unprocessable` for an assignee or a customer that cannot be used. */
export async function createViewerStudy(
  tx: Tx,
  caller: Caller,
  { assignedTo, expressCustomerId, ...fields }: ViewerStudyCreate,
): Promise<ViewerStudy> {
  const { clinicId } = caller.principal;
  const assignee = assignedTo === undefined ? null : mustBeActive(await findNameableUser(tx, caller.principal, assignedTo), 'assignedTo');
  const customer = expressCustomerId === undefined ? null : mustTakeStudies(await findCustomer(tx, caller.principal, expressCustomerId));
  const study = await insertStudy(tx, {
    ...fields,
    product: PRODUCT,
    reportMetadata: {},
    assignedToUserId: assignee?.id ?? null,
    clinicId,
    expressCustomerId: customer?.id ?? null,
    ...creatorOf(caller.principal),
  });
  if (!study) throw uidTaken();
  await noteStudyChange(tx, caller, 'study.created', study.id);
  return present(tx, caller, study.id);
}

/** One study by id or UID. Throws `not_found`. */
export async function readViewerStudy(tx: Tx, caller: Caller, selector: StudySelector): Promise<ViewerStudy> {
  const details = await findDetails(tx, caller.principal, selector, PRODUCT);
  if (!details) throw new ApiError('not_found');
  await noteStudy(tx, caller, 'study.read', details.study.id);
  return presentViewerStudy(details);
}

/** One page, newest first. */
export async function listViewerStudies(tx: Tx, caller: Caller, query: ViewerStudyListQuery & Searched): Promise<ViewerStudyList> {
  const rows = (await listDetails(tx, caller.principal, query, PRODUCT)).map((details) => ({ seq: details.study.seq, details }));
  const { items, ...page } = toPage(rows, query.limit);
  const studies = items.map(({ details }) => presentViewerStudy(details));
  await noteStudiesListed(
    tx,
    caller,
    studies.map((study) => study.studyId),
  );
  return { studies, ...page };
}

/** Changes what is sent; null clears. Throws `not_found`, and for a new assignment `study_cancelled`, `not_found` or `unprocessable`. */
export async function patchViewerStudy(tx: Tx, caller: Caller, studyId: string, patch: ViewerStudyPatch): Promise<ViewerStudy> {
  const study = await lockedStudy(tx, caller, { studyId }, PRODUCT);
  const { assignedTo, studyViewerStatus, ...fields } = patch;
  const change: StudyChange = {
    ...fields,
    ...(studyViewerStatus !== undefined && { viewerStatus: studyViewerStatus }),
    ...(await assignmentPatch(tx, caller, study, assignedTo)),
  };
  if (Object.keys(change).length === 0) return readViewerStudy(tx, caller, { studyId });
  await updateStudy(tx, study.id, change);
  await noteStudyChange(tx, caller, 'study.updated', study.id, { fields: Object.keys(patch).join(',') });
  if ('assignedToUserId' in change) await noteStudy(tx, caller, 'study.assigned', study.id, { assignedTo: assignedTo ?? null });
  return present(tx, caller, study.id);
}

/** Whoever is active in the clinic may be given a study to look at. */
async function assignmentPatch(tx: Tx, caller: Caller, study: StudyRow, assignedTo: string | null | undefined): Promise<StudyChange> {
  const current = study.assignedToUserId && publicId('usr', study.assignedToUserId);
  if (assignedTo === undefined || assignedTo === current) return {};
  mustNotBeCancelled(study);
  return {
    assignedToUserId: assignedTo === null ? null : mustBeActive(await findNameableUser(tx, caller.principal, assignedTo), 'assignedTo').id,
  };
}

async function present(tx: Tx, caller: Caller, studyId: string): Promise<ViewerStudy> {
  const details = await findDetails(tx, caller.principal, { studyId: publicId('stu', studyId) }, PRODUCT);
  if (!details) throw new ApiError('not_found');
  return presentViewerStudy(details);
}
