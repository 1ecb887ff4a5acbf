import { z } from 'zod';
import { legacyNameOf } from './legacy.ts';
import { ShortTextSchema, TextSchema } from './limits.ts';

/** Types that several resources share: api-contract "Shared types". Every schema is strict: an unknown field is an error that names it. */

export const SeveritySchema = z.enum(['normal', 'high', 'stat']).meta({
  id: 'Severity',
  description: 'How urgent a study is. The worklist has stat first, then high, then normal; the older first within each.',
});
export type Severity = z.infer<typeof SeveritySchema>;

export const UserLevelSchema = z
  .enum(['owner', 'admin', 'member'])
  .describe('owner and admin: administer the clinic and see every study; member: does what the permissions say.');
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
  .refine((map) => Object.keys(map).length <= 50, 'at most 50 metadata pairs')
  .describe('Your own pairs of texts, kept and given back as sent: at most 50, keys up to 100 characters, values up to 1000.');

/** The same or null, with the same words in the API document. */
export function orNull<T extends z.ZodType>(schema: T): z.ZodNullable<T> {
  return schema.nullable().meta(schema.meta() ?? {});
}

const MeasureSchema = z.number('expected a number').min(0, 'expected zero or more');

const reportMetadataFields = {
  age: TextSchema.optional().describe('Age of the patient as it is to be printed, such as 56Y. Free text.'),
  dateOfBirth: DateSchema.optional().describe('Date of birth of the patient, YYYY-MM-DD.'),
  facilityName: TextSchema.optional().describe('Where the exam was made.'),
  height: z
    .strictObject({
      unit: z.enum(['in', 'cm']).describe('Inches or centimetres.'),
      value: MeasureSchema.describe('The height in that unit, zero or more.'),
    })
    .optional()
    .describe('Height of the patient. One field: a PATCH replaces unit and value together.'),
  mrn: ShortTextSchema.optional().describe(
    'Medical record number: what the facility calls the patient. External studies with the same one are priors, unless the dates of birth differ.',
  ),
  patientName: TextSchema.optional().describe('Name of the patient, as it is to be printed.'),
  procedure: TextSchema.optional().describe('The procedure that was ordered, such as CT chest with contrast.'),
  referringPhysicianName: TextSchema.optional().describe('Who ordered the exam.'),
  sex: z.enum(['male', 'female', 'other']).optional().describe('Sex of the patient.'),
  studyDate: DateSchema.optional().describe('Day of the exam, YYYY-MM-DD.'),
  studyTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected HH:MM')
    .optional()
    .describe('Time of the exam on that day, HH:MM of 24 hours.'),
  weight: z
    .strictObject({
      unit: z.enum(['lbs', 'kg']).describe('Pounds or kilograms.'),
      value: MeasureSchema.describe('The weight in that unit, zero or more.'),
    })
    .optional()
    .describe('Weight of the patient. One field: a PATCH replaces unit and value together.'),
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
    description:
      'The header of a report: patient, exam and referrer. Frozen into a report when it is signed, into an external one when it comes; until then it is the present one of the study.',
  });
/** Under its present names: as it is stored and used. */
export type ReportMetadata = Omit<z.infer<typeof ReportMetadataSchema>, 'scanDate' | 'scanTime' | 'scanType'>;

export const UserReferenceSchema = z
  .strictObject({
    email: z.string().describe('The email with which the user signs in.'),
    userId: z.string().describe('The id of the user, usr_ and 32 hex digits.'),
    firstName: z.string().optional().describe('First name.'),
    lastName: z.string().optional().describe('Last name.'),
    middleName: z.string().optional().describe('Middle name; absent where there is none.'),
    suffix1: z.string().optional().describe('What stands behind the name, such as MD; absent where there is none.'),
    suffix2: z.string().optional().describe('What stands behind the first suffix; absent where there is none.'),
  })
  .meta({ id: 'UserReference', description: 'A user as other resources name them.' });
export type UserReference = z.infer<typeof UserReferenceSchema>;

export const ApiKeyReferenceSchema = z
  .strictObject({
    apiKeyId: z.uuid().describe('The id of the key, a plain UUID. It is not the key itself.'),
    description: z.string().describe('What the key is called in the dashboard.'),
    isViewerEnabled: z.boolean().optional().describe('Whether the key may call the Viewer routes.'),
    isClinicalContextEnrichmentEnabled: z
      .boolean()
      .optional()
      .describe('Whether the key is asked for clinical context when a report is first opened.'),
  })
  .meta({ id: 'ApiKeyReference', description: 'An API key as other resources name it.' });
export type ApiKeyReference = z.infer<typeof ApiKeyReferenceSchema>;

export const CustomerReferenceSchema = z
  .strictObject({
    expressCustomerId: z.string().describe('The id of the Express customer, cus_ and 32 hex digits.'),
    expressCustomerName: z.string().describe('The name of the Express customer.'),
  })
  .meta({ id: 'CustomerReference', description: 'An Express customer as other resources name it.' });
export type CustomerReference = z.infer<typeof CustomerReferenceSchema>;

export const ActionSchema = z
  .strictObject({
    success: z.boolean().describe('True: it was done, or was so already. What cannot be done is an error.'),
    message: z.string().optional().describe('Words for a person where there is more to say, such as that nothing had to change.'),
  })
  .meta({ id: 'Action', description: 'The answer of an action.', examples: [{ success: true }] });
export type Action = z.infer<typeof ActionSchema>;

/**
 * A body that may be absent altogether, for operations whose fields are all optional: no bytes, or null, count as `{}`.
 */
export function optionalBody<T extends z.ZodType>(schema: T) {
  return z.preprocess((value) => value ?? {}, schema);
}

/** The body of an operation that takes none. */
export const NoBodySchema = optionalBody(z.strictObject({}));
