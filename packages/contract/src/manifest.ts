import { z } from 'zod';
import { DicomUidSchema } from './shared.ts';

/** What a sender says about its images before they are loaded, in DICOM's terms (PS3.3 C.7.6.3): api-contract "Webhooks". The files themselves are the truth. */

/** US (PS3.5 6.2): 16 bits. */
const unsignedShort = z.number().int().min(0).max(65_535);
const bit = z.boolean().optional();

export const ManifestSopSchema = z.object({
  sopInstanceUID: DicomUidSchema,
  sopClassUID: DicomUidSchema,
  rows: unsignedShort.min(1),
  columns: unsignedShort.min(1),
  bitsAllocated: z.literal([1, 8, 16, 32, 64]),
  /** CS: upper-case letters, digits, space and underscore, such as MONOCHROME2. */
  photometricInterpretation: z.string().regex(/^[A-Z0-9_ ]{1,16}$/, 'expected a defined term such as MONOCHROME2'),
  samplesPerPixel: z.literal([1, 3, 4]),
  bitsStored: unsignedShort.min(1).max(64).optional(),
  highBit: unsignedShort.max(63).optional(),
  pixelRepresentation: z.literal([0, 1]).optional(),
  instanceNumber: z.number().int().optional(),
  numberOfFrames: z.number().int().min(1).optional(),
  rescaleSlope: z.number().optional(),
  rescaleIntercept: z.number().optional(),
  isFloatPixelData: bit,
  isDoubleFloatPixelData: bit,
});
export type ManifestSop = z.output<typeof ManifestSopSchema>;

export const ManifestSeriesSchema = z.object({
  seriesInstanceUID: DicomUidSchema,
  seriesNumber: z.number().int().nullable(),
  seriesDescription: z.string().nullable(),
  modality: z.string().nullable(),
  sops: z.array(ManifestSopSchema),
});
export type ManifestSeries = z.output<typeof ManifestSeriesSchema>;

/** A manifest as far as it is good. */
export const ManifestSchema = z.object({ studyInstanceUID: DicomUidSchema, series: z.array(ManifestSeriesSchema) });
export type Manifest = z.output<typeof ManifestSchema>;
