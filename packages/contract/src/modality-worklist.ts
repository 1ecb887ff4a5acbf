import { z } from 'zod';
import { DateSchema, DicomUidSchema } from './shared.ts';

/** What a scanner asks for and gets: `modality_worklist.requested`, in the value representations of DICOM (PS3.5 6.2). */

/** AE: up to 16 characters, no backslash and no control characters. */
export const AeTitleSchema = z
  .string()
  .regex(/^(?=.*\S)[\x20-\x5b\x5d-\x7e]{1,16}$/, 'expected an AE title: 1 to 16 characters of ASCII without a backslash');
/** CS: up to 16 of these characters, such as CT. */
const ModalitySchema = z.string().regex(/^[A-Z0-9_ ]{1,16}$/, 'expected a modality such as CT');

export const ModalityWorklistRequestSchema = z.strictObject({
  clinicId: z.uuid().describe('The clinic, a plain UUID.'),
  callingAe: z.string().describe('The AE title of the scanner that asks, 1 to 16 characters.'),
  sourceIp: z.string().describe('The IP address from which the question came.'),
  dateStart: DateSchema.describe('The first day that is asked for, YYYY-MM-DD, inclusive.'),
  dateEnd: DateSchema.describe('The last day that is asked for, YYYY-MM-DD, inclusive.'),
  modality: z.string().optional().describe('Only steps of this modality, such as CT. Absent: of any.'),
});
export type ModalityWorklistRequest = z.infer<typeof ModalityWorklistRequestSchema>;

/** Text of at most so many characters. What may be empty may be absent or null too. */
const text = (most: number) =>
  z
    .string()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what LO and SH may not hold.
    .regex(/^[^\\\x00-\x1f\x7f]*$/, 'expected text without a backslash and without control characters')
    .max(most, `expected at most ${most} characters`);
const SH = text(16);
const LO = text(64);
const filled = (schema: z.ZodString) => schema.refine((value) => value.trim() !== '', 'expected a value');

/** DA: eight digits that are a day of the calendar. */
const isDay = (value: string) => value === '' || DateSchema.safeParse(value.replace(/^(....)(..)(..)$/, '$1-$2-$3')).success;
const DA = z
  .string()
  .regex(/^\d{8}$/, 'expected YYYYMMDD')
  .refine(isDay, 'expected a day of the calendar');
const DA_OR_EMPTY = z
  .string()
  .regex(/^(\d{8})?$/, 'expected YYYYMMDD')
  .refine(isDay, 'expected a day of the calendar');
/** TM: HH[MM[SS[.F]]]. */
const TM_OR_EMPTY = z.string().regex(/^(([01]\d|2[0-3])([0-5]\d([0-5]\d(\.\d{1,6})?)?)?)?$/, 'expected HHMMSS');
/** PN, one group: up to five components, the family name first. */
const PN = z
  .string()
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what PN may not hold.
  .regex(/^[^\\^=\x00-\x1f\x7f]+(\^[^\\^=\x00-\x1f\x7f]*){0,4}$/, 'expected LAST^FIRST[^MIDDLE^PREFIX^SUFFIX]')
  .max(64, 'expected at most 64 characters');
/** DS: a positive number, below a bound that tells metres from centimetres. A JSON number is taken too. */
const measure = (below: number, unit: string) =>
  z
    .union([z.string().max(16), z.number()])
    .refine(
      (value) => value === '' || (/^\d+(\.\d+)?$/.test(String(value)) && Number(value) > 0 && Number(value) < below),
      `expected a number in ${unit}`,
    );

export const ScheduledProcedureStepSchema = z
  .object({
    Modality: ModalitySchema.describe('CS: the modality that is to make it, such as CT.'),
    ScheduledProcedureStepID: filled(SH).describe('SH: your id of the step, 1 to 16 characters.'),
    ScheduledProcedureStepDescription: LO.nullish().describe('LO: what is to be done, at most 64 characters.'),
    ScheduledProcedureStepStartDate: DA.describe('DA: the day, YYYYMMDD; one that was asked for.'),
    ScheduledProcedureStepStartTime: TM_OR_EMPTY.nullish().describe('TM: the time, HH[MM[SS[.F]]].'),
  })
  .meta({
    id: 'ScheduledProcedureStep',
    description: 'One step of an exam. What may be empty may be absent or null too. A bad step is left out alone.',
  });

export const WorklistItemSchema = z
  .object({
    AccessionNumber: SH.nullish().describe('SH: the number of the exam, at most 16 characters.'),
    PatientName: PN.describe('PN: LAST^FIRST[^MIDDLE^PREFIX^SUFFIX], at most 64 characters.'),
    PatientID: filled(LO).describe('LO: the medical record number, 1 to 64 characters.'),
    PatientBirthDate: DA_OR_EMPTY.nullish().describe('DA: the date of birth, YYYYMMDD.'),
    PatientSex: z.enum(['M', 'F', 'O', ''], 'expected M, F or O').nullish().describe('CS: M, F or O.'),
    PatientSize: measure(3, 'metres').nullish().meta({ description: 'DS: the height in metres, below 3, as text or as a number.' }),
    PatientWeight: measure(1000, 'kilograms')
      .nullish()
      .meta({ description: 'DS: the weight in kilograms, below 1000, as text or as a number.' }),
    Modality: ModalitySchema.describe('CS: the modality of the exam, such as CT.'),
    ProtocolName: LO.nullish().describe('LO: the protocol, at most 64 characters.'),
    RequestedProcedureDescription: LO.nullish().describe('LO: what was ordered, at most 64 characters.'),
    StudyDescription: LO.nullish().describe('LO: what the study is called, at most 64 characters.'),
    StudyInstanceUID: DicomUidSchema.describe('UI: the StudyInstanceUID that the images are to have.'),
    ScheduledProcedureStepSequence: z
      .array(ScheduledProcedureStepSchema)
      .min(1, 'expected a scheduled procedure step')
      .describe('SQ: the steps of the exam, at least one. An item without a good step is left out.'),
  })
  .meta({
    id: 'WorklistItem',
    description:
      'Attributes of DICOM by their keywords, in their value representations (PS3.5 6.2). What may be empty may be absent or null too. A bad item is left out alone.',
  });

type StepText = keyof typeof ScheduledProcedureStepSchema.shape;
type ItemText = Exclude<keyof typeof WorklistItemSchema.shape, 'ScheduledProcedureStepSequence'>;
const { ScheduledProcedureStepSequence: _steps, ...itemTexts } = WorklistItemSchema.shape;
export const STEP_TEXTS = Object.keys(ScheduledProcedureStepSchema.shape) as StepText[];
export const ITEM_TEXTS = Object.keys(itemTexts) as ItemText[];

function texts<Field extends string>(fields: Field[]): Record<Field, z.ZodString> {
  return Object.fromEntries(fields.map((field) => [field, z.string()])) as Record<Field, z.ZodString>;
}

/** As a scanner gets it: every attribute is there, empty where nothing is known. */
const ListedItemSchema = z.strictObject({
  ...texts(ITEM_TEXTS),
  ScheduledProcedureStepSequence: z.array(z.strictObject(texts(STEP_TEXTS))),
});
export type WorklistItem = z.infer<typeof ListedItemSchema>;

export const ModalityWorklistAnswerSchema = z.object({
  authorized: z.boolean().describe('Whether this scanner may have the worklist. False: nothing is taken of the answer but error.'),
  items: z
    .array(WorklistItemSchema)
    .nullish()
    .describe(
      'What the scanner is to do. Send it whenever authorized is true, empty where there is nothing; absent or null counts as empty.',
    ),
  error: z.string().nullish().describe('Why not, where authorized is false; kept as a warning on the event.'),
});

/** POST /api/admin/modality-worklist: what a scanner would get. */
export const ModalityWorklistQuerySchema = z
  .strictObject({
    callingAe: AeTitleSchema,
    dateStart: DateSchema,
    dateEnd: DateSchema,
    modality: ModalitySchema.nullish(),
  })
  .refine(({ dateStart, dateEnd }) => dateStart <= dateEnd, { path: ['dateEnd'], message: 'expected the same day or a later one' });
export type ModalityWorklistQuery = z.infer<typeof ModalityWorklistQuerySchema>;

export const ModalityWorklistSchema = z.strictObject({
  /** In the order of their first steps. */
  items: z.array(ListedItemSchema),
  /** Each key that was asked: what became of it, and what of its answer was left out. */
  sources: z.array(
    z.strictObject({
      apiKey: z.strictObject({ apiKeyId: z.uuid(), description: z.string() }),
      /** How many of its items are in the list; null where it gave none that could be used. */
      itemCount: z.number().int().nullable(),
      error: z.string().nullable(),
      warnings: z.array(z.string()),
    }),
  ),
});
export type ModalityWorklist = z.infer<typeof ModalityWorklistSchema>;
