import { z } from 'zod';
import { DicomUidSchema } from './shared.ts';

/** What a sender says about its images before they are loaded, in DICOM's terms (PS3.3 C.7.6.3): api-contract "Webhooks". The files themselves are the truth. */

/** US (PS3.5 6.2): 16 bits. */
const unsignedShort = z.number().int().min(0).max(65_535);
const bit = z.boolean().optional();

export const ManifestSopSchema = z.object({
  sopInstanceUID: DicomUidSchema.describe('SOP Instance UID (0008,0018). An object that is listed twice counts once.'),
  sopClassUID: DicomUidSchema.describe('SOP Class UID (0008,0016).'),
  rows: unsignedShort.min(1).describe('Rows (0028,0010), in pixels.'),
  columns: unsignedShort.min(1).describe('Columns (0028,0011), in pixels.'),
  bitsAllocated: z.literal([1, 8, 16, 32, 64]).describe('Bits Allocated (0028,0100).'),
  photometricInterpretation: z
    .string()
    .regex(/^[A-Z0-9_ ]{1,16}$/, 'expected a defined term such as MONOCHROME2')
    .describe('Photometric Interpretation (0028,0004), such as MONOCHROME2.'),
  samplesPerPixel: z.literal([1, 3, 4]).describe('Samples per Pixel (0028,0002).'),
  bitsStored: unsignedShort.min(1).max(64).optional().describe('Bits Stored (0028,0101).'),
  highBit: unsignedShort.max(63).optional().describe('High Bit (0028,0102).'),
  pixelRepresentation: z.literal([0, 1]).optional().describe('Pixel Representation (0028,0103): 0 unsigned, 1 signed.'),
  instanceNumber: z.number().int().optional().describe('Instance Number (0020,0013).'),
  numberOfFrames: z.number().int().min(1).optional().describe('Number of Frames (0028,0008).'),
  rescaleSlope: z.number().optional().describe('Rescale Slope (0028,1053).'),
  rescaleIntercept: z.number().optional().describe('Rescale Intercept (0028,1052).'),
  isFloatPixelData: bit.describe('Whether the pixels are Float Pixel Data (7FE0,0008).'),
  isDoubleFloatPixelData: bit.describe('Whether the pixels are Double Float Pixel Data (7FE0,0009).'),
});
export type ManifestSop = z.output<typeof ManifestSopSchema>;

export const ManifestSeriesSchema = z.object({
  seriesInstanceUID: DicomUidSchema.describe('Series Instance UID (0020,000E).'),
  seriesNumber: z.number().int().nullable().describe('Series Number (0020,0011). Null: none.'),
  seriesDescription: z
    .string()
    .nullable()
    .describe('Series Description (0008,103E), by which a hanging protocol names the series. Null: none.'),
  modality: z.string().nullable().describe('Modality (0008,0060), such as CT. Null: not known.'),
  sops: z
    .array(ManifestSopSchema)
    .describe('The objects of the series. A bad one is left out alone; a series without a good one is left out.'),
});
export type ManifestSeries = z.output<typeof ManifestSeriesSchema>;

/** A manifest as far as it is good. */
export const ManifestSchema = z.object({
  studyInstanceUID: DicomUidSchema.describe('The StudyInstanceUID of the images. Of a study of the clinic, its own.'),
  series: z.array(ManifestSeriesSchema).describe('The series of the study.'),
});
export type Manifest = z.output<typeof ManifestSchema>;
