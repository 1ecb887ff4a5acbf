import { z } from 'zod';
import { ReaderSchema } from './app.ts';
import { ClinicalReferenceSchema, ClinicalReferenceTypeSchema } from './clinical-reference.ts';
import { ExpressCustomerListQuerySchema } from './express.ts';
import { idSchema } from './ids.ts';
import { ShortTextSchema, TextSchema } from './limits.ts';
import { queryText } from './query.ts';
import { optionalBody, UserLevelSchema } from './shared.ts';
import { StudyReportStatusSchema } from './study.ts';

/** What the dashboard says beyond the public API's own schemas about studies, customers and clinical references, under /api/admin. No part of the public API. */

/**
 * Beside the same query as of the public list: words that are all in patient, MRN, description, modality or procedure, or the id or UID of a study. They go in the body, never into an address; a
 * description searched for may be a patient's name all the same.
 */
export const AdminStudySearchBodySchema = optionalBody(
  z.strictObject({ studyDescription: TextSchema.optional(), words: z.string().max(1000).optional() }),
);

/** Whom a study may be assigned to, by name. */
export const AdminReaderListSchema = z.strictObject({ readers: z.array(ReaderSchema) });
export type AdminReaderList = z.infer<typeof AdminReaderListSchema>;

// ---- studies named as priors
/** What a person chooses a prior study by. */
export const PriorStudySchema = z.strictObject({
  studyId: idSchema('stu'),
  studyDescription: z.string(),
  modality: z.string().nullable(),
  studyDate: z.string().nullable(),
  patientName: z.string().nullable(),
  mrn: z.string().nullable(),
  studyType: z.enum(['standard', 'external']),
  studyReportStatus: StudyReportStatusSchema,
  isCancelled: z.boolean(),
});
export type PriorStudy = z.infer<typeof PriorStudySchema>;
export const PriorStudyListSchema = z.strictObject({ studies: z.array(PriorStudySchema) });
export type PriorStudyList = z.infer<typeof PriorStudyListSchema>;

/** Those of these studies that are there and that the caller reaches, in no order. */
export const NamedStudiesSchema = z.strictObject({ studyIds: z.array(idSchema('stu')).min(1).max(100) });

/** The patient is an MRN of the customer; `words` are searched for in patient, exam and MRN, or are the id or UID of a study. */
export const PriorStudySuggestSchema = z.strictObject({
  words: z.string().max(1000).default(''),
  mrn: ShortTextSchema.nullable().default(null),
  expressCustomerId: idSchema('cus').nullable().default(null),
});
export type PriorStudySuggest = z.infer<typeof PriorStudySuggestSchema>;

// ---- customers
export const AdminCustomerUserSchema = z.strictObject({
  userId: idSchema('usr'),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  level: UserLevelSchema,
  /** A user without access keeps their place, and is not counted among the users of the customer. */
  hasAccess: z.boolean(),
});
export type AdminCustomerUser = z.infer<typeof AdminCustomerUserSchema>;
/** By name. */
export const AdminCustomerUserListSchema = z.strictObject({ users: z.array(AdminCustomerUserSchema) });
export type AdminCustomerUserList = z.infer<typeof AdminCustomerUserListSchema>;

/** The filters of the public list, and `words` that are all in the name. */
export const AdminCustomerListQuerySchema = ExpressCustomerListQuerySchema.extend({ words: queryText(z.string().max(1000)) });
export type AdminCustomerListQuery = z.infer<typeof AdminCustomerListQuerySchema>;

// ---- clinical references
/** Beside the same query as of the public list: words that are all in the name. A referring provider is a person, so they go in the body. */
export const AdminReferenceSearchBodySchema = optionalBody(z.strictObject({ words: z.string().max(1000).optional() }));
/** The names in use that hold all of the words: of the customer and clinic-wide; only clinic-wide ones where the customer is null. */
export const ReferenceSuggestSchema = z.strictObject({
  type: ClinicalReferenceTypeSchema,
  words: z.string().max(1000).default(''),
  expressCustomerId: idSchema('cus').nullable().default(null),
});
export type ReferenceSuggest = z.infer<typeof ReferenceSuggestSchema>;
/** At most 8, those that begin so first, then by name. */
export const ReferenceSuggestionsSchema = z.strictObject({ clinicalReferences: z.array(ClinicalReferenceSchema) });
export type ReferenceSuggestions = z.infer<typeof ReferenceSuggestionsSchema>;
