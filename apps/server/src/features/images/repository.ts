import type { InstanceFacts } from '@readroom/dicom';
import { and, eq, isNull, type SQL, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { dicomInstances, dicomSeries, dicomStudies, type StudyAttributes, studies } from '../../platform/db/schema.ts';
import type { StudyRow } from '../access/index.ts';

export type StoredInstance = Pick<
  typeof dicomInstances.$inferSelect,
  'studyInstanceUid' | 'sopInstanceUid' | 'storageKey' | 'size' | 'sha256'
>;
export type NewInstance = typeof dicomInstances.$inferInsert;
export type SeriesRow = typeof dicomSeries.$inferSelect;

/** The studies, of either product, that images with this UID belong to. */
export function studiesWithUid(tx: Tx, clinicId: string, studyInstanceUid: string): Promise<StudyRow[]> {
  return tx
    .select()
    .from(studies)
    .where(and(eq(studies.clinicId, clinicId), eq(studies.studyInstanceUid, studyInstanceUid), isNull(studies.deletedAt)));
}

export async function findInstance(tx: Tx, clinicId: string, sopInstanceUid: string): Promise<StoredInstance | null> {
  const [row] = await tx
    .select({
      studyInstanceUid: dicomInstances.studyInstanceUid,
      sopInstanceUid: dicomInstances.sopInstanceUid,
      storageKey: dicomInstances.storageKey,
      size: dicomInstances.size,
      sha256: dicomInstances.sha256,
    })
    .from(dicomInstances)
    .where(and(eq(dicomInstances.clinicId, clinicId), eq(dicomInstances.sopInstanceUid, sopInstanceUid)));
  return row ?? null;
}

/** Adds the study's attributes, or fills in those that its earlier images lacked. @returns the attributes that stand after it */
export async function mergeStudy(tx: Tx, clinicId: string, { study, patient }: InstanceFacts): Promise<StudyAttributes> {
  const attributes = withoutNulls({
    patientName: patient.name,
    patientId: patient.id,
    patientBirthDate: patient.birthDate,
    patientSex: patient.sex,
    studyDate: study.date,
    studyTime: study.time,
    studyDescription: study.description,
    accessionNumber: study.accessionNumber,
    referringPhysicianName: study.referringPhysicianName,
  });
  const { studyInstanceUid } = study;
  const inserted = await tx.insert(dicomStudies).values({ clinicId, studyInstanceUid, attributes }).onConflictDoNothing().returning();
  if (inserted.length > 0) return attributes;
  const key = and(eq(dicomStudies.clinicId, clinicId), eq(dicomStudies.studyInstanceUid, studyInstanceUid));
  const [row] = await tx.select({ attributes: dicomStudies.attributes }).from(dicomStudies).where(key);
  const known = row?.attributes ?? {};
  const merged = { ...attributes, ...known };
  if (Object.keys(merged).length === Object.keys(known).length) return known;
  await tx
    .update(dicomStudies)
    .set({ attributes: sql`${JSON.stringify(attributes)}::jsonb || ${dicomStudies.attributes}`, updatedAt: new Date() })
    .where(key);
  return merged;
}

/** Adds the series where it is new. @returns the UID of the study that it belongs to */
export async function ensureSeries(tx: Tx, clinicId: string, { study, series }: InstanceFacts): Promise<string> {
  const row = {
    clinicId,
    studyInstanceUid: study.studyInstanceUid,
    seriesInstanceUid: series.seriesInstanceUid,
    modality: series.modality,
    seriesNumber: series.number,
    seriesDescription: series.description,
    bodyPartExamined: series.bodyPartExamined,
    laterality: series.laterality,
  };
  const inserted = await tx.insert(dicomSeries).values(row).onConflictDoNothing().returning({ uid: dicomSeries.studyInstanceUid });
  if (inserted[0]) return inserted[0].uid;
  const [known] = await tx
    .select({ uid: dicomSeries.studyInstanceUid })
    .from(dicomSeries)
    .where(and(eq(dicomSeries.clinicId, clinicId), eq(dicomSeries.seriesInstanceUid, series.seriesInstanceUid)));
  return known?.uid ?? study.studyInstanceUid;
}

/** @returns false where an instance with this UID is there already: then nothing was written */
export async function insertInstance(tx: Tx, instance: NewInstance): Promise<boolean> {
  const inserted = await tx.insert(dicomInstances).values(instance).onConflictDoNothing().returning({ uid: dicomInstances.sopInstanceUid });
  return inserted.length > 0;
}

export async function studyAttributes(tx: Tx, clinicId: string, studyInstanceUid: string): Promise<StudyAttributes> {
  const [row] = await tx
    .select({ attributes: dicomStudies.attributes })
    .from(dicomStudies)
    .where(and(eq(dicomStudies.clinicId, clinicId), eq(dicomStudies.studyInstanceUid, studyInstanceUid)));
  return row?.attributes ?? {};
}

export function seriesOfStudy(tx: Tx, clinicId: string, studyInstanceUid: string): Promise<SeriesRow[]> {
  return tx
    .select()
    .from(dicomSeries)
    .where(and(eq(dicomSeries.clinicId, clinicId), eq(dicomSeries.studyInstanceUid, studyInstanceUid)))
    .orderBy(sql`${dicomSeries.seriesNumber} nulls last`, dicomSeries.seriesInstanceUid);
}

/** One instance as the viewer's list needs it. The `unknown` columns are values of the DICOM JSON model. */
export type ListedInstance = Awaited<ReturnType<typeof instancesOfStudy>>[number];

export function instancesOfStudy(tx: Tx, clinicId: string, studyInstanceUid: string) {
  return tx
    .select({
      seriesInstanceUid: dicomInstances.seriesInstanceUid,
      sopInstanceUid: dicomInstances.sopInstanceUid,
      sopClassUid: dicomInstances.sopClassUid,
      transferSyntaxUid: dicomInstances.transferSyntaxUid,
      instanceNumber: dicomInstances.instanceNumber,
      numberOfFrames: dicomInstances.numberOfFrames,
      rows: dicomInstances.rows,
      columns: dicomInstances.columns,
      size: dicomInstances.size,
      imagePositionPatient: frameValue('00200032', '00209113'),
      imageOrientationPatient: frameValue('00200037', '00209116'),
      sliceThickness: frameValue('00180050', '00289110'),
      sliceLocation: attributeValue('00201041'),
      windowCenter: frameValue('00281050', '00289132'),
      windowWidth: frameValue('00281051', '00289132'),
    })
    .from(dicomInstances)
    .where(and(eq(dicomInstances.clinicId, clinicId), eq(dicomInstances.studyInstanceUid, studyInstanceUid)));
}

function attributeValue(...path: string[]): SQL<unknown> {
  return sql`${dicomInstances.attributes} #> ${`{${path.join(',')},Value}`}::text[]`;
}

/** The attribute itself, or for an enhanced multi-frame object that of its shared or first frame's functional group (PS3.3 C.7.6.16.2). */
function frameValue(tag: string, macro: string): SQL<unknown> {
  const group = (groups: string) => attributeValue(groups, 'Value', '0', macro, 'Value', '0', tag);
  return sql`coalesce(${attributeValue(tag)}, ${group('52009229')}, ${group('52009230')})`;
}

function withoutNulls(values: { [Name in keyof StudyAttributes]: string | null }): StudyAttributes {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}
