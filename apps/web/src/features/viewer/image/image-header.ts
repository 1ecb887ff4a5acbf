import type { SpacingBasis } from '@readroom/dicom/geometry';

/** A distance between rows (vertical) and between columns (horizontal), in the unit that its owner names. */
export interface RowColumn {
  row: number;
  column: number;
}

/** A part of an ultrasound image (PS3.3 C.8.5.5): its corners in pixels, both inside, and what a pixel measures there, null where it is not a length. */
export interface UltrasoundRegion {
  left: number;
  top: number;
  right: number;
  bottom: number;
  spacing: RowColumn | null;
}

/** A modality or VOI look-up table (PS3.3 C.11.1.1, C.11.2.1.1): `values[i]` is the output for the input `firstInput + i`; inputs outside take the nearest end. */
export interface LookupTable {
  firstInput: number;
  bitsPerEntry: number;
  values: Uint16Array;
  explanation: string | null;
}

/** Three look-up tables of Palette Colour images (PS3.3 C.7.6.3.1.5), scaled to 8 bits. */
export interface Palette {
  firstInput: number;
  red: Uint8Array;
  green: Uint8Array;
  blue: Uint8Array;
}

export type VoiFunction = 'LINEAR' | 'LINEAR_EXACT' | 'SIGMOID';

export interface VoiWindow {
  center: number;
  width: number;
}

/** One frame of one instance, as its own bytes describe it. Lengths in mm, ages and dates as DICOM writes them. */
export interface ImageHeader {
  sopInstanceUid: string;
  seriesInstanceUid: string;
  frameOfReferenceUid: string | null;
  transferSyntaxUid: string;
  modality: string | null;
  frame: number;
  numberOfFrames: number;

  patientName: string | null;
  patientId: string | null;
  patientBirthDate: string | null;
  patientAge: string | null;
  patientSex: string | null;
  studyDate: string | null;
  studyDescription: string | null;
  seriesNumber: number | null;
  seriesDescription: string | null;
  instanceNumber: number | null;
  lossy: boolean;

  rows: number;
  columns: number;
  samplesPerPixel: number;
  photometricInterpretation: string;
  planarConfiguration: number;
  bitsAllocated: number;
  bitsStored: number;
  highBit: number;
  signed: boolean;
  palette: Palette | null;
  /** The value that fills what is no image; never part of an automatic window. */
  pixelPadding: number | null;

  rescaleSlope: number;
  rescaleIntercept: number;
  modalityLut: LookupTable | null;
  voiLut: LookupTable | null;
  windows: VoiWindow[];
  voiFunction: VoiFunction;

  /** Image Position (Patient) and Image Orientation (Patient), mm in LPS. */
  position: number[] | null;
  orientation: number[] | null;
  /** Patient Orientation: the letters that the rows run towards and the columns run towards, where no orientation is known. */
  patientOrientation: [string, string] | null;
  /** What a pixel measures, mm; null where nobody said, and then lengths are counted in pixels. */
  spacing: RowColumn | null;
  spacingBasis: SpacingBasis | null;
  /** Empty for everything but ultrasound. */
  regions: UltrasoundRegion[];
  /** Vertical to horizontal size of a pixel, 1:1 unless Pixel Aspect Ratio says otherwise. */
  aspect: RowColumn;
  sliceThickness: number | null;
  sliceLocation: number | null;
  /** How fast the frames were recorded, frames a second. */
  framesPerSecond: number | null;
}
