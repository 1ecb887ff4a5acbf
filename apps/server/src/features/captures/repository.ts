import type { DicomJson } from '@readroom/dicom';
import { and, count, eq } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { apiKeys, dicomInstances, dicomSeries, studies } from '../../platform/db/schema.ts';
import type { StudyRow } from '../access/index.ts';

export interface StoredImage {
  sopClassUid: string;
  sopInstanceUid: string;
  header: DicomJson;
}

/** This image of the study, or any where none is named. */
export async function findImage(tx: Tx, study: StudyRow, sopInstanceUid?: string): Promise<StoredImage | null> {
  const { clinicId, studyInstanceUid } = study;
  const [row] = await tx
    .select({
      sopClassUid: dicomInstances.sopClassUid,
      sopInstanceUid: dicomInstances.sopInstanceUid,
      attributes: dicomInstances.attributes,
    })
    .from(dicomInstances)
    .where(
      and(
        eq(dicomInstances.clinicId, clinicId),
        eq(dicomInstances.studyInstanceUid, studyInstanceUid),
        sopInstanceUid === undefined ? undefined : eq(dicomInstances.sopInstanceUid, sopInstanceUid),
      ),
    )
    .limit(1);
  return row ? { sopClassUid: row.sopClassUid, sopInstanceUid: row.sopInstanceUid, header: row.attributes as DicomJson } : null;
}

/** The series of a study with this number, description and modality. */
export async function findSeries(
  tx: Tx,
  study: StudyRow,
  series: { seriesNumber: number; seriesDescription: string; modality: string },
): Promise<string | null> {
  const [row] = await tx
    .select({ uid: dicomSeries.seriesInstanceUid })
    .from(dicomSeries)
    .where(
      and(
        eq(dicomSeries.clinicId, study.clinicId),
        eq(dicomSeries.studyInstanceUid, study.studyInstanceUid),
        eq(dicomSeries.seriesNumber, series.seriesNumber),
        eq(dicomSeries.seriesDescription, series.seriesDescription),
        eq(dicomSeries.modality, series.modality),
      ),
    );
  return row?.uid ?? null;
}

export async function countImages(tx: Tx, clinicId: string, seriesInstanceUid: string): Promise<number> {
  const [row] = await tx
    .select({ images: count() })
    .from(dicomInstances)
    .where(and(eq(dicomInstances.clinicId, clinicId), eq(dicomInstances.seriesInstanceUid, seriesInstanceUid)));
  return row?.images ?? 0;
}

/** Whether a key in use wants the captures of its studies. */
export async function wantsCaptures(tx: Tx, apiKeyId: string): Promise<boolean> {
  const [key] = await tx
    .select({ url: apiKeys.secondaryCaptureWebhookUrl, revokedAt: apiKeys.revokedAt })
    .from(apiKeys)
    .where(eq(apiKeys.id, apiKeyId));
  return key !== undefined && key.url !== null && key.revokedAt === null;
}

/** Where the bytes of a capture are, and the UID of its study. */
export async function findCapture(tx: Tx, studyId: string, sopInstanceUid: string) {
  const [row] = await tx
    .select({ studyInstanceUid: studies.studyInstanceUid, storageKey: dicomInstances.storageKey })
    .from(studies)
    .innerJoin(
      dicomInstances,
      and(eq(dicomInstances.clinicId, studies.clinicId), eq(dicomInstances.studyInstanceUid, studies.studyInstanceUid)),
    )
    .where(and(eq(studies.id, studyId), eq(dicomInstances.sopInstanceUid, sopInstanceUid)));
  return row ?? null;
}
