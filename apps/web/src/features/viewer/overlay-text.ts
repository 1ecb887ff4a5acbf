import { formatPersonName } from '@readroom/dicom/person-name';
import type { CellState } from './cell/cell-state.ts';
import type { ImageHeader } from './image/image-header.ts';

/** `1987-03-09` from DICOM's `19870309`; anything else as it stands. */
export function dateText(date: string | null): string {
  return date?.replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3') ?? '';
}

/** `45Y` from `045Y`. */
export function ageText(age: string | null): string {
  return age?.replace(/^0+(?=\d)/, '') ?? '';
}

const SEXES: Record<string, string> = { M: 'M', F: 'F', O: 'Other' };

/** Who is in the image and of which exam, as the image itself says. */
export function patientLines(header: ImageHeader): string[] {
  const facts = [dateText(header.patientBirthDate), ageText(header.patientAge), SEXES[header.patientSex ?? ''] ?? ''];
  return [
    formatPersonName(header.patientName ?? '') || 'No patient name',
    header.patientId ?? 'No MRN',
    facts.filter(Boolean).join(' · '),
  ].filter(Boolean);
}

export function studyLines(header: ImageHeader): string[] {
  const series = [header.seriesNumber === null ? '' : `Se ${header.seriesNumber}`, header.seriesDescription ?? '']
    .filter(Boolean)
    .join(' · ');
  return [dateText(header.studyDate), header.studyDescription ?? '', series].filter(Boolean);
}

/** Where the slice lies and how thick it is, mm. */
export function sliceLines(header: ImageHeader): string[] {
  const location = header.sliceLocation === null ? '' : `Loc ${header.sliceLocation.toFixed(1)} mm`;
  const thickness = header.sliceThickness === null ? '' : `Thk ${Number(header.sliceThickness.toFixed(2))} mm`;
  return [[location, thickness].filter(Boolean).join(' · ')].filter(Boolean);
}

/** How the image is shown: window, zoom, and a word where it was compressed with loss. */
export function displayLines(state: CellState): string[] {
  const { image, window, zoom } = state;
  if (!image || !window) return [];
  const values = `W ${Math.round(window.width)} L ${Math.round(window.center)}`;
  const how = [image.lookupTable, image.voiFunction === 'LINEAR' ? null : image.voiFunction.toLowerCase().replace('_', ' ')].filter(
    Boolean,
  );
  return [[values, ...how].join(' · '), `Zoom ${Math.round(zoom * 100)} %`, ...(image.header.lossy ? ['Lossy compression'] : [])];
}
