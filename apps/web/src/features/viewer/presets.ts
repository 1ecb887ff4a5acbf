import type { VoiWindow } from './image/image-header.ts';

export interface WindowPreset extends VoiWindow {
  name: string;
  /** The key that picks it. */
  key: string;
}

/** Usual CT windows in Hounsfield units. */
export const CT_PRESETS: readonly WindowPreset[] = [
  { key: '1', name: 'Lung', center: -600, width: 1500 },
  { key: '2', name: 'Bone', center: 480, width: 2500 },
  { key: '3', name: 'Soft tissue', center: 40, width: 400 },
  { key: '4', name: 'Brain', center: 40, width: 80 },
  { key: '5', name: 'Liver', center: 90, width: 150 },
  { key: '6', name: 'Mediastinum', center: 50, width: 350 },
];

/** Presets mean Hounsfield units, so only CT has them. */
export function presetsFor(modality: string | null): readonly WindowPreset[] {
  return modality === 'CT' ? CT_PRESETS : [];
}

export function isPreset(preset: VoiWindow, { center, width }: VoiWindow): boolean {
  return Math.round(center) === preset.center && Math.round(width) === preset.width;
}
