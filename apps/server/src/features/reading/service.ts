import { publicId, rawId, type StudyPage } from '@readroom/contract';
import { findMismatches } from '@readroom/dicom/patient-match';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import {
  mayAddAddendum,
  mayAssign,
  mayCapture,
  mayReport,
  mayTake,
  mayUploadImages,
  openStudy,
  type StudyRow,
  seesImagesOnly,
} from '../access/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { assignStudy, priorsOf, readStudy } from '../studies/index.ts';
import { listReaders } from '../users/index.ts';
import { hasStudyUrl } from '../webhooks/index.ts';
import { forbidAssigning } from './policy.ts';
import { presentReportEntry, readerName } from './presenter.ts';
import { countImages, findAttributes, selectReports } from './repository.ts';

/** Everything that the reading room shows beside images and report. Throws `not_found`. */
export async function readStudyPage(deps: Deps, user: UserPrincipal, studyId: string, requestId: string): Promise<StudyPage> {
  return deps.db.inClinic(user.clinicId, async (tx) => studyPage(tx, user, await openStudy(tx, user, studyId), requestId));
}

async function studyPage(tx: Tx, user: UserPrincipal, row: StudyRow, requestId: string): Promise<StudyPage> {
  const study = await readStudy(tx, { principal: user, requestId }, { studyId: publicId('stu', row.id) }, row.product);
  const attributes = await findAttributes(tx, row.clinicId, row.studyInstanceUid);
  const imagesOnly = seesImagesOnly(user, row);
  const entries = imagesOnly ? [] : await selectReports(tx, row.id);
  const assign = mayAssign(user, row);
  const readers = assign ? await listReaders(tx, row.clinicId) : [];
  return {
    product: row.product,
    study: imagesOnly ? { ...study, ...WITHOUT_REPORTS } : { ...study, priorReports: await priorsOf(tx, user, row) },
    reports: entries.filter(({ report }) => report.status !== 'cancelled').map((entry) => presentReportEntry(entry, row)),
    imageCount: await countImages(tx, row.clinicId, row.studyInstanceUid),
    hasImageAccess: row.createdByApiKeyId !== null && (await hasStudyUrl(tx, row.createdByApiKeyId)),
    mismatches: attributes ? findMismatches(row.reportMetadata, attributes) : [],
    readers: readers.map((reader) => ({ userId: publicId('usr', reader.id), name: readerName(reader) })),
    permissions: {
      report: mayReport(user, row) || entries.length > 0,
      addendum: mayAddAddendum(user, row),
      assign,
      assignToMe: mayTake(user, row),
      uploadImages: mayUploadImages(user, row),
      capture: mayCapture(user, row),
    },
  };
}

/** What a study's JSON says of reports, its own and earlier ones, left empty. */
const WITHOUT_REPORTS = { priorReports: [], priorReportTexts: [], priorStudyIds: [], reportIds: [] };

/** Assigns to a reader, to oneself (`me`) or to nobody (null). Throws `not_found`, `forbidden`, `study_cancelled`, `unprocessable`. */
export async function assign(
  deps: Deps,
  user: UserPrincipal & { userId: string },
  studyId: string,
  assignedTo: string | null,
  requestId: string,
): Promise<StudyPage> {
  return deps.db.inClinic(user.clinicId, async (tx) => {
    const study = await openStudy(tx, user, studyId, { lock: true });
    const me = publicId('usr', user.userId);
    const assignee = assignedTo === 'me' ? me : assignedTo;
    forbidAssigning(user, study, assignee === null ? null : rawId('usr', assignee));
    await assignStudy(tx, { principal: user, requestId }, study, assignee, 'assignedTo');
    return studyPage(tx, user, await openStudy(tx, user, studyId), requestId);
  });
}
