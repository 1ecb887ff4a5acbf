import type { Manifest, ManifestSeries } from '@readroom/contract';
import { inReadingOrder, type ViewedSeries } from '../viewed-series.ts';
import type { RemoteFile } from './file-facts.ts';

/** Where the series of a study come from. */
export interface SeriesSources {
  stored: readonly ViewedSeries[];
  /** What has arrived from the sender, in any order. */
  files: readonly RemoteFile[];
  manifests: readonly Manifest[];
  /** By the place of each file: the instance that the manifests say it is. */
  announced: readonly (string | null)[];
}

/**
 * One list of series out of all sources, in reading order. An instance is known by its SOP Instance UID: a stored one takes the place of a sent one, an earlier sent
 * one that of a later one. A manifest adds what is still to come; of what has come, its own header says where it belongs.
 */
export function mergeSeries({ stored, files, manifests, announced }: SeriesSources): ViewedSeries[] {
  const series = new Map(stored.map((one) => [one.seriesInstanceUid, { ...one, instances: [...one.instances] }]));
  const known = new Set(stored.flatMap((one) => one.instances.map((instance) => instance.sopInstanceUid)));
  for (const file of [...files].sort((a, b) => a.index - b.index)) {
    if (known.has(file.instance.sopInstanceUid)) continue;
    known.add(file.instance.sopInstanceUid);
    const one = series.get(file.series.seriesInstanceUid) ?? { ...file.series, instances: [], expectedCount: 0 };
    one.instances.push(file.instance);
    series.set(one.seriesInstanceUid, one);
  }
  // What a file was said to be is not waited for once the file is there, whatever it turned out to be.
  for (const file of files) known.add(announced[file.index] ?? file.instance.sopInstanceUid);
  for (const one of series.values()) one.expectedCount = one.instances.length;
  for (const { studyInstanceUID, series: list } of manifests) {
    for (const one of list) announce(series, one, studyInstanceUID, known);
  }
  return inReadingOrder([...series.values()]);
}

function announce(
  series: Map<string, ViewedSeries>,
  announced: ManifestSeries,
  studyInstanceUid: string,
  known: ReadonlySet<string>,
): void {
  const toCome = new Set(announced.sops.map((sop) => sop.sopInstanceUID).filter((uid) => !known.has(uid))).size;
  const there = series.get(announced.seriesInstanceUID);
  if (there) {
    there.expectedCount = Math.max(there.expectedCount, there.instances.length + toCome);
    return;
  }
  if (toCome === 0) return;
  const ofStudy = [...series.values()].find((one) => one.study.studyInstanceUid === studyInstanceUid);
  series.set(announced.seriesInstanceUID, {
    study: ofStudy?.study ?? { studyInstanceUid, date: null, description: null },
    seriesInstanceUid: announced.seriesInstanceUID,
    seriesNumber: announced.seriesNumber,
    seriesDescription: announced.seriesDescription,
    modality: announced.modality,
    bodyPartExamined: null,
    laterality: null,
    instances: [],
    expectedCount: toCome,
  });
}
