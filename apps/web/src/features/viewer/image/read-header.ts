import type { DataSet } from 'dicom-parser';
import { code, functionalGroup, number, numbers, textReader } from './attributes.ts';
import type { ImageHeader, VoiFunction, VoiWindow } from './image-header.ts';
import { readLookupTable, readPalette } from './lookup-tables.ts';
import { readAspect, readRegions, readSpacing } from './pixel-spacing.ts';
import { isUsableWindow } from './voi.ts';

/** Objects whose modality LUT is not for display (PS3.3 A.14, A.16: XA and XRF keep it for measuring only). */
const MODALITY_LUT_NOT_FOR_DISPLAY = ['1.2.840.10008.5.1.4.1.1.12.1', '1.2.840.10008.5.1.4.1.1.12.2'];

/**
 * Reads what is needed to show one frame, functional groups of enhanced objects included.
 *
 * @param frame counted from 1
 * @throws Error when the instance has no image, or a palette that cannot be read
 */
export function readHeader(dataSet: DataSet, frame: number): ImageHeader {
  const rows = dataSet.uint16('x00280010');
  const columns = dataSet.uint16('x00280011');
  if (!rows || !columns) throw new Error('the instance holds no image');
  const text = textReader(dataSet);
  const bitsAllocated = dataSet.uint16('x00280100') ?? 8;
  const bitsStored = dataSet.uint16('x00280101') ?? bitsAllocated;
  const signed = dataSet.uint16('x00280103') === 1;
  const photometricInterpretation = code(dataSet, 'x00280004') ?? 'MONOCHROME2';
  const rescale = readRescale(dataSet, frame, signed);
  return {
    sopInstanceUid: code(dataSet, 'x00080018') ?? '',
    seriesInstanceUid: code(dataSet, 'x0020000e') ?? '',
    frameOfReferenceUid: code(dataSet, 'x00200052'),
    transferSyntaxUid: code(dataSet, 'x00020010') ?? '1.2.840.10008.1.2',
    modality: code(dataSet, 'x00080060'),
    frame,
    numberOfFrames: number(dataSet, 'x00280008') ?? 1,
    patientName: text('x00100010', true),
    patientId: text('x00100020'),
    patientBirthDate: code(dataSet, 'x00100030'),
    patientAge: code(dataSet, 'x00101010'),
    patientSex: code(dataSet, 'x00100040'),
    studyDate: code(dataSet, 'x00080020'),
    studyDescription: text('x00081030'),
    seriesNumber: number(dataSet, 'x00200011'),
    seriesDescription: text('x0008103e'),
    instanceNumber: number(dataSet, 'x00200013'),
    lossy: code(dataSet, 'x00282110') === '01',
    rows,
    columns,
    samplesPerPixel: dataSet.uint16('x00280002') ?? 1,
    photometricInterpretation,
    planarConfiguration: dataSet.uint16('x00280006') ?? 0,
    bitsAllocated,
    bitsStored,
    highBit: dataSet.uint16('x00280102') ?? bitsStored - 1,
    signed,
    palette: photometricInterpretation === 'PALETTE COLOR' ? readPalette(dataSet) : null,
    pixelPadding: readPadding(dataSet, signed),
    ...rescale,
    ...readVoi(dataSet, frame, signed, rescale),
    ...readGeometry(dataSet, frame),
    framesPerSecond: readFrameRate(dataSet),
  };
}

function readPadding(dataSet: DataSet, signed: boolean): number | null {
  if (!dataSet.elements.x00280120?.length) return null;
  return (signed ? dataSet.int16('x00280120') : dataSet.uint16('x00280120')) ?? null;
}

type RescalePart = Pick<ImageHeader, 'rescaleSlope' | 'rescaleIntercept' | 'modalityLut'>;

function readRescale(dataSet: DataSet, frame: number, signed: boolean): RescalePart {
  if (MODALITY_LUT_NOT_FOR_DISPLAY.includes(code(dataSet, 'x00080016') ?? ''))
    return { rescaleSlope: 1, rescaleIntercept: 0, modalityLut: null };
  const source = functionalGroup(dataSet, frame, 'x00289145') ?? dataSet;
  return {
    rescaleSlope: number(source, 'x00281053') ?? 1,
    rescaleIntercept: number(source, 'x00281052') ?? 0,
    modalityLut: readLookupTable(dataSet, 'x00283000', signed),
  };
}

function readVoi(
  dataSet: DataSet,
  frame: number,
  signed: boolean,
  rescale: RescalePart,
): Pick<ImageHeader, 'voiLut' | 'windows' | 'voiFunction'> {
  const source = functionalGroup(dataSet, frame, 'x00289132') ?? dataSet;
  const declared = code(source, 'x00281056');
  const voiFunction: VoiFunction = declared === 'SIGMOID' || declared === 'LINEAR_EXACT' ? declared : 'LINEAR';
  const centers = numbers(source, 'x00281050') ?? [];
  const widths = numbers(source, 'x00281051') ?? [];
  const windows: VoiWindow[] = centers
    .map((center, index) => ({ center, width: widths[index] ?? Number.NaN }))
    .filter((window) => isUsableWindow(window, voiFunction));
  const signedInput = !rescale.modalityLut && (signed || rescale.rescaleIntercept < 0);
  return { voiLut: readLookupTable(source, 'x00283010', signedInput), windows, voiFunction };
}

type Geometry = Pick<
  ImageHeader,
  'position' | 'orientation' | 'patientOrientation' | 'spacing' | 'spacingBasis' | 'regions' | 'aspect' | 'sliceThickness' | 'sliceLocation'
>;

function readGeometry(dataSet: DataSet, frame: number): Geometry {
  const measures = functionalGroup(dataSet, frame, 'x00289110');
  const position = numbers(functionalGroup(dataSet, frame, 'x00209113') ?? dataSet, 'x00200032');
  const orientation = numbers(functionalGroup(dataSet, frame, 'x00209116') ?? dataSet, 'x00200037');
  const letters = code(dataSet, 'x00200020')?.split('\\');
  return {
    position: position?.length === 3 ? position : null,
    orientation: orientation?.length === 6 && orientation.some((cosine) => cosine !== 0) ? orientation : null,
    patientOrientation: letters?.length === 2 && letters[0] && letters[1] ? [letters[0], letters[1]] : null,
    ...readSpacing(dataSet, measures),
    regions: readRegions(dataSet),
    aspect: readAspect(dataSet),
    sliceThickness: number(measures ?? dataSet, 'x00180050'),
    sliceLocation: number(dataSet, 'x00201041'),
  };
}

/** Recommended Display Frame Rate, Cine Rate, or the Frame Time in ms (PS3.3 C.7.6.5). */
function readFrameRate(dataSet: DataSet): number | null {
  const rate = number(dataSet, 'x00082144') ?? number(dataSet, 'x00180040');
  if (rate && rate > 0) return rate;
  const frameTime = number(dataSet, 'x00181063');
  return frameTime && frameTime > 0 ? 1000 / frameTime : null;
}
