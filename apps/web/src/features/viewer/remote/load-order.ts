import type { ImageAccess, Manifest, ManifestSeries, ManifestSop } from '@readroom/contract';
import { sameDescription } from '../hanging.ts';

/** An object that a manifest announces, and the series that it is announced in. */
interface Announced {
  series: ManifestSeries;
  sop: ManifestSop;
}

function announcedSops(manifests: readonly Manifest[]): Map<string, Announced> {
  return new Map(
    manifests.flatMap((manifest) =>
      manifest.series.flatMap((series) => series.sops.map((sop) => [sop.sopInstanceUID, { series, sop }] as const)),
    ),
  );
}

/**
 * The places of the files in the order to fetch them: first the series that the hanging protocol names, in the order of its cells, then the others as they were sent.
 * Without a manifest nobody knows which file is of which series.
 */
export function loadOrder({ images, manifests, hangingProtocol }: Pick<ImageAccess, 'images' | 'manifests' | 'hangingProtocol'>): number[] {
  const announced = announcedSops(manifests);
  const hung = (hangingProtocol?.viewportAssignments ?? []).filter((description) => description !== null);
  const ranks = images.map(({ sopInstanceUid }) => {
    const description = announced.get(sopInstanceUid ?? '')?.series.seriesDescription;
    const cell = description ? hung.findIndex((wanted) => sameDescription(wanted, description)) : -1;
    return cell < 0 ? hung.length : cell;
  });
  return images.map((_, index) => index).sort((a, b) => ranks[a]! - ranks[b]! || a - b);
}

/** The places of the files that a manifest says are of one series. */
export function placesOfSeries({ images, manifests }: Pick<ImageAccess, 'images' | 'manifests'>, seriesInstanceUid: string): number[] {
  const announced = announcedSops(manifests);
  return images.flatMap(({ sopInstanceUid }, index) =>
    announced.get(sopInstanceUid ?? '')?.series.seriesInstanceUID === seriesInstanceUid ? [index] : [],
  );
}

/** What to call a file that nobody has read: its place in the answer, and what the manifest says of it. */
export function nameOfFile({ images, manifests }: Pick<ImageAccess, 'images' | 'manifests'>, index: number): string {
  const place = `File ${index + 1} of ${images.length}`;
  const announced = announcedSops(manifests).get(images[index]?.sopInstanceUid ?? '');
  if (!announced) return place;
  const { series, sop } = announced;
  const where = [
    series.seriesNumber === null ? null : `series ${series.seriesNumber}`,
    series.seriesDescription,
    sop.instanceNumber === undefined ? null : `image ${sop.instanceNumber}`,
  ].filter((part) => part !== null);
  return where.length > 0 ? `${place} (${where.join(', ')})` : place;
}
