import { DicomUidSchema, type Manifest, type ManifestSeries, type ManifestSop, ManifestSopSchema } from '@readroom/contract';
import type { z } from 'zod';
import { issuesOf } from '../../platform/http/issues.ts';

export interface CheckedManifests {
  manifests: Manifest[];
  /** Every object listed, in order: its UID, or null where it was dropped. */
  sopInstanceUids: (string | null)[];
  /** One for each part that was dropped, naming its place. */
  warnings: string[];
}

/**
 * Manifests part by part (api-contract "Webhooks"): a bad SOP is dropped alone, a series without one left is dropped, a manifest that says nothing usable too. An object that
 * is listed twice counts once.
 * @param studyInstanceUid where the images must be of one study; null where any will do.
 */
export function checkManifests(values: { path: string; value: unknown }[], studyInstanceUid: string | null): CheckedManifests {
  const found: CheckedManifests = { manifests: [], sopInstanceUids: [], warnings: [] };
  const seen = new Set<string>();
  for (const { path, value } of values) {
    const manifest = checkManifest(path, value, studyInstanceUid, seen, found);
    if (manifest) found.manifests.push(manifest);
  }
  return found;
}

function checkManifest(
  path: string,
  value: unknown,
  studyInstanceUid: string | null,
  seen: Set<string>,
  found: CheckedManifests,
): Manifest | null {
  const dropped = (why: string) => {
    found.warnings.push(`${path} was not used: ${why}`);
    return null;
  };
  if (!isObject(value)) return dropped('expected an object.');
  const uid = DicomUidSchema.safeParse(value.studyInstanceUID);
  if (!uid.success) return dropped(`studyInstanceUID: ${faultOf(uid.error)}.`);
  if (studyInstanceUid !== null && uid.data !== studyInstanceUid) return dropped('studyInstanceUID is of another study.');
  if (!Array.isArray(value.series)) return dropped('series: expected an array.');
  const series = value.series.flatMap((one: unknown, index) => checkSeries(`${path}.series[${index}]`, one, seen, found) ?? []);
  return series.length > 0 ? { studyInstanceUID: uid.data, series } : dropped('no series of it is left.');
}

function checkSeries(path: string, value: unknown, seen: Set<string>, found: CheckedManifests): ManifestSeries | null {
  const dropped = (why: string) => {
    found.warnings.push(`${path} was not used: ${why}`);
    return null;
  };
  if (!isObject(value)) return dropped('expected an object.');
  if (!Array.isArray(value.sops)) return dropped('sops: expected an array.');
  const uid = DicomUidSchema.safeParse(value.seriesInstanceUID);
  if (!uid.success) {
    found.sopInstanceUids.push(...value.sops.map(() => null));
    return dropped(`seriesInstanceUID: ${faultOf(uid.error)}.`);
  }
  const sops: ManifestSop[] = [];
  for (const [index, one] of value.sops.entries()) {
    const sop = checkSop(`${path}.sops[${index}]`, one, seen, found);
    if (sop) sops.push(sop);
    found.sopInstanceUids.push(sop?.sopInstanceUID ?? null);
  }
  if (sops.length === 0) return dropped('no SOP of it is left.');
  const fact = <Value>(name: string, isRight: (fact: unknown) => fact is Value): Value | null => {
    const given = value[name];
    if (given === undefined || given === null || isRight(given)) return given ?? null;
    found.warnings.push(`${path}.${name} was not used: it is of another type.`);
    return null;
  };
  return {
    seriesInstanceUID: uid.data,
    seriesNumber: fact('seriesNumber', isWhole),
    seriesDescription: fact('seriesDescription', isText),
    modality: fact('modality', isText),
    sops,
  };
}

function checkSop(path: string, value: unknown, seen: Set<string>, found: CheckedManifests): ManifestSop | null {
  const sop = ManifestSopSchema.safeParse(withoutNulls(value));
  const fault = sop.success ? (seen.has(sop.data.sopInstanceUID) ? 'it is listed before' : null) : faultOf(sop.error);
  if (fault !== null || !sop.success) {
    found.warnings.push(`${path} was not used: ${fault}.`);
    return null;
  }
  seen.add(sop.data.sopInstanceUID);
  return sop.data;
}

/** The first fault, with its path inside the part. */
function faultOf(error: z.core.$ZodError): string {
  const [issue] = issuesOf(error);
  if (!issue) return 'it is not as it should be';
  return issue.path === '' ? issue.message : `${issue.path}: ${issue.message}`;
}

/** Null says as little as an absent field. */
function withoutNulls(value: unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([, field]) => field !== null)) : value;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
const isText = (value: unknown): value is string => typeof value === 'string';
const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);
