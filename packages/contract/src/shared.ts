import { z } from 'zod';
import { legacyNameOf } from './legacy.ts';
import { ShortTextSchema, TextSchema } from './limits.ts';

/** Types that several resources share: api-contract "Shared types". Every schema is strict: an unknown field is an error that names it. */

export const SeveritySchema = z.enum(['normal', 'high', 'stat']).meta({ id: 'Severity' });
export type Severity = z.infer<typeof SeveritySchema>;

export const UserLevelSchema = z.enum(['owner', 'admin', 'member']);
export type UserLevel = z.infer<typeof UserLevelSchema>;

/** RFC 3339 full-date that exists in the calendar. */
export const DateSchema = z.iso.date();
export const TimestampSchema = z.iso.datetime();

/** As DICOM PS3.5 9.1 writes them: digits and dots, at most 64 characters, no empty component, none with a leading zero. One component alone is taken as well. */
export const DicomUidSchema = z
  .string()
  .max(64, 'a DICOM UID has at most 64 characters')
  .regex(/^(0|[1-9]\d*)(\.(0|[1-9]\d*))*$/, 'expected a DICOM UID: numbers joined by dots, none with a leading zero');

export const MetadataSchema = z
  .record(
    z.string().max(100, 'a metadata key has at most 100 characters'),
    z.string().max(1000, 'a metadata value has at most 1000 characters'),
  )
  .refine((map) => Object.keys(map).length <= 50, 'at most 50 metadata pairs');

const MeasureSchema = z.number('expected a number').min(0, 'expected zero or more');

const reportMetadataFields = {
  age: TextSchema.optional(),
  dateOfBirth: DateSchema.optional(),
  facilityName: TextSchema.optional(),
  height: z.strictObject({ unit: z.enum(['in', 'cm']), value: MeasureSchema }).optional(),
  mrn: ShortTextSchema.optional(),
  patientName: TextSchema.optional(),
  procedure: TextSchema.optional(),
  referringPhysicianName: TextSchema.optional(),
  sex: z.enum(['male', 'female', 'other']).optional(),
  studyDate: DateSchema.optional(),
  studyTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM')
    .optional(),
  weight: z.strictObject({ unit: z.enum(['lbs', 'kg']), value: MeasureSchema }).optional(),
};
export const ReportMetadataSchema = z
  .strictObject({
    ...reportMetadataFields,
    scanDate: legacyNameOf('studyDate', reportMetadataFields.studyDate),
    scanTime: legacyNameOf('studyTime', reportMetadataFields.studyTime),
    scanType: legacyNameOf('procedure', reportMetadataFields.procedure),
  })
  .meta({
    id: 'ReportMetadata',
    description: 'The header of a report: patient, exam and referrer. Frozen into each report when it is signed.',
  });
/** Under its present names: as it is stored and used. */
export type ReportMetadata = Omit<z.infer<typeof ReportMetadataSchema>, 'scanDate' | 'scanTime' | 'scanType'>;

export const UserReferenceSchema = z
  .strictObject({
    email: z.string(),
    userId: z.string(),
    firstName: z.string().optional(),
    lastName: z.string().optional(),
    middleName: z.string().optional(),
    suffix1: z.string().optional(),
    suffix2: z.string().optional(),
  })
  .meta({ id: 'UserReference' });
export type UserReference = z.infer<typeof UserReferenceSchema>;

export const ApiKeyReferenceSchema = z
  .strictObject({
    apiKeyId: z.uuid(),
    description: z.string(),
    isViewerEnabled: z.boolean().optional(),
    isClinicalContextEnrichmentEnabled: z.boolean().optional(),
  })
  .meta({ id: 'ApiKeyReference' });
export type ApiKeyReference = z.infer<typeof ApiKeyReferenceSchema>;

export const CustomerReferenceSchema = z
  .strictObject({ expressCustomerId: z.string(), expressCustomerName: z.string() })
  .meta({ id: 'CustomerReference' });
export type CustomerReference = z.infer<typeof CustomerReferenceSchema>;

export const ActionSchema = z.strictObject({ success: z.boolean(), message: z.string().optional() }).meta({ id: 'Action' });
export type Action = z.infer<typeof ActionSchema>;

/**
 * A body that may be absent altogether, for operations whose fields are all optional: no bytes, or null, count as `{}`.
 */
export function optionalBody<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => value ?? {}, schema);
}

/** The body of an operation that takes none. */
export const NoBodySchema = optionalBody(z.strictObject({}));
