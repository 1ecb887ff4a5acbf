import type { DicomJson } from '@readroom/dicom';
import { and, asc, eq, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { apiKeys, dicomInstances, dicomSeries, dicomStudies, type StudyAttributes, studies } from '../../platform/db/schema.ts';
import type { KeyPrincipal } from '../principal/index.ts';

export interface ArrivedImages {
  study: StudyAttributes;
  /** The modalities of its series, in their order. */
  modalities: string[];
  /** The header of one image. */
  header: DicomJson;
}

/** Whether a key in use has a patient study webhook. */
export async function wantsArrivals(tx: Tx, apiKeyId: string): Promise<boolean> {
  const [key] = await tx
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, apiKeyId), isNull(apiKeys.revokedAt), isNotNull(apiKeys.patientStudyWebhookUrl)));
  return key !== undefined;
}

/** Whether the clinic has, or had, a study of either product with this UID. */
export async function isKnownStudy(tx: Tx, clinicId: string, studyInstanceUid: string): Promise<boolean> {
  const [known] = await tx
    .select({ id: studies.id })
    .from(studies)
    .where(and(eq(studies.clinicId, clinicId), eq(studies.studyInstanceUid, studyInstanceUid)))
    .limit(1);
  return known !== undefined;
}

/** Takes the one time that a study is made of these images. False where it was taken. */
export async function takeArrival(tx: Tx, clinicId: string, studyInstanceUid: string): Promise<boolean> {
  const taken = await tx
    .update(dicomStudies)
    .set({ arrivedUnorderedAt: sql`now()` })
    .where(
      and(
        eq(dicomStudies.clinicId, clinicId),
        eq(dicomStudies.studyInstanceUid, studyInstanceUid),
        isNull(dicomStudies.arrivedUnorderedAt),
      ),
    )
    .returning({ uid: dicomStudies.studyInstanceUid });
  return taken.length > 0;
}

/** What the images say so far. */
export async function findImages(tx: Tx, clinicId: string, studyInstanceUid: string): Promise<ArrivedImages | null> {
  const ofStudy = <Table extends typeof dicomStudies | typeof dicomSeries | typeof dicomInstances>(table: Table) =>
    and(eq(table.clinicId, clinicId), eq(table.studyInstanceUid, studyInstanceUid));
  const [study] = await tx.select({ attributes: dicomStudies.attributes }).from(dicomStudies).where(ofStudy(dicomStudies));
  const series = await tx
    .select({ modality: dicomSeries.modality })
    .from(dicomSeries)
    .where(ofStudy(dicomSeries))
    .orderBy(sql`${dicomSeries.seriesNumber} nulls last`, asc(dicomSeries.seriesInstanceUid));
  const [instance] = await tx
    .select({ attributes: dicomInstances.attributes })
    .from(dicomInstances)
    .where(ofStudy(dicomInstances))
    .orderBy(asc(dicomInstances.createdAt))
    .limit(1);
  if (!study || !instance) return null;
  return {
    study: study.attributes,
    modalities: series.flatMap(({ modality }) => modality ?? []),
    header: instance.attributes as DicomJson,
  };
}

/** The key that sent the images, as the one who creates the study; also where it was revoked since. */
export async function findSender(tx: Tx, clinicId: string, apiKeyId: string): Promise<KeyPrincipal | null> {
  const [key] = await tx
    .select({ scope: apiKeys.scope, isViewerEnabled: apiKeys.isViewerEnabled })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, apiKeyId), eq(apiKeys.clinicId, clinicId)));
  return key ? { kind: 'key', clinicId, apiKeyId, ...key } : null;
}
