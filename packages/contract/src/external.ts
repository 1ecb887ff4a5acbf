import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import { idSchema } from './ids.ts';
import { legacyNameOf, OrgIdSchema, presentCustomerName, presentMetadataNames } from './legacy.ts';
import { TextSchema } from './limits.ts';
import { pageAnswer, pageQuery } from './pagination.ts';
import { queryOptional } from './query.ts';
import { optionalBody, ReportMetadataSchema, TimestampSchema } from './shared.ts';
import { StudyCreateSchema, StudySelectorSchema } from './study.ts';

/** External studies: an archive of what was read and reported elsewhere. Nothing of them is dictated here. */

/** By the name's ending; the content has to say the same. */
export const REPORT_FILE_NAME = /\.(pdf|png|jpe?g|gif|webp)$/i;

const FILE_TYPES = 'PDF, PNG, JPG, GIF or WEBP';

const reportFields = {
  readerName: TextSchema.min(1).optional().describe('Who read and reported it.'),
  reportFileName: z
    .string()
    .max(255)
    .regex(REPORT_FILE_NAME, `expected a file name that ends as ${FILE_TYPES} does`)
    .optional()
    .meta({ description: `The name of the file, which ends as ${FILE_TYPES} does. Required with reportFileUrl, and sent only with it.` }),
  reportFileUrl: TextSchema.refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), 'expected an https URL')
    .optional()
    .meta({
      description: `https. Fetched by the server within 30 s: a ${FILE_TYPES} file of at most 50 MB, by content as well as by name. Written once.`,
    }),
  reportText: TextSchema.min(1).optional().describe('The words of the report, which serve as a prior of the patient. Written once.'),
  signedAt: TextSchema.min(1).optional().meta({ description: 'When it was signed, as the sender writes it. Free text.' }),
};

type ReportFields = { [Name in keyof typeof reportFields]: string | undefined };

/** A file has a name and an address, or there is none. */
function checkFile({ reportFileName, reportFileUrl }: Partial<ReportFields>, context: z.RefinementCtx): void {
  if (reportFileUrl !== undefined && reportFileName === undefined)
    context.addIssue({ code: 'custom', path: ['reportFileName'], message: 'required with reportFileUrl' });
  if (reportFileName !== undefined && reportFileUrl === undefined)
    context.addIssue({ code: 'custom', path: ['reportFileUrl'], message: 'required with reportFileName' });
}

const { severity, studyDescription, studyInstanceUid, expressCustomerId, externalPatientId, metadata, modality } =
  StudyCreateSchema.in.shape;

export const ExternalStudyCreateSchema = z
  .strictObject({
    reportMetadata: ReportMetadataSchema,
    severity,
    studyDescription,
    studyInstanceUid,
    expressCustomerId,
    externalPatientId,
    metadata,
    modality,
    ...reportFields,
    orgId: legacyNameOf('expressCustomerId', OrgIdSchema.optional()),
  })
  .meta({ id: 'ExternalStudyCreate', examples: [EXAMPLES.externalStudyCreate] })
  .superRefine(checkFile)
  .transform((body, context) => ({
    ...presentCustomerName(body, context),
    reportMetadata: presentMetadataNames(body.reportMetadata, context),
  }));
export type ExternalStudyCreate = z.infer<typeof ExternalStudyCreateSchema>;

export const ExternalReportCreateSchema = z
  .strictObject({ ...StudySelectorSchema.shape, ...reportFields })
  .meta({ id: 'ExternalReportCreate', examples: [EXAMPLES.externalReportCreate] });
export type ExternalReportCreate = z.infer<typeof ExternalReportCreateSchema>;
export const ExternalReportCreateBodySchema = optionalBody(
  ExternalReportCreateSchema.superRefine((body, context) => {
    checkFile(body, context);
    if (body.studyId === undefined && body.studyInstanceUid === undefined)
      context.addIssue({ code: 'custom', path: ['studyId'], message: 'expected studyId or studyInstanceUid' });
    if (!hasReport(body))
      context.addIssue({
        code: 'custom',
        path: ['reportText'],
        message: 'expected at least one of reportText, reportFileUrl, readerName, signedAt',
      });
  }),
);

/** True where something of a report was sent: without it there is no report. */
export function hasReport(fields: Partial<ReportFields>): boolean {
  return [fields.reportText, fields.reportFileUrl, fields.readerName, fields.signedAt].some((value) => value !== undefined);
}

const names = {
  externalReportId: idSchema('ext').describe('The id of the external report.'),
  studyId: idSchema('stu').describe('The external study that it is of.'),
  studyInstanceUid: z.string().describe('The StudyInstanceUID of that study.'),
};

export const ExternalReportReferenceSchema = z
  .strictObject(names)
  .meta({ id: 'ExternalReportReference', examples: [EXAMPLES.externalReportReference] });
export type ExternalReportReference = z.infer<typeof ExternalReportReferenceSchema>;

const facts = {
  ...names,
  createdAt: TimestampSchema.describe('When the first part of the report came.'),
  readerName: z.string().nullish().describe('Who read and reported it. Null: not said.'),
  signedAt: z.string().nullish().describe('When it was signed, as the sender wrote it. Null: not said.'),
};

export const ExternalReportEntrySchema = z
  .strictObject({
    ...facts,
    hasReportText: z.boolean().describe('Whether there is a text.'),
    reportPdfPresent: z.boolean().meta({ description: 'Whether there is a file, of whichever of the types.' }),
  })
  .meta({ id: 'ExternalReportEntry', examples: [EXAMPLES.externalReportEntry] });
export type ExternalReportEntry = z.infer<typeof ExternalReportEntrySchema>;

export const ExternalReportListSchema = z
  .strictObject({ reports: z.array(ExternalReportEntrySchema).describe('One page of external reports, newest first.'), ...pageAnswer })
  .meta({ id: 'ExternalReportList', examples: [EXAMPLES.externalReportList] });
export type ExternalReportList = z.infer<typeof ExternalReportListSchema>;

export const ExternalReportSchema = z
  .strictObject({
    ...facts,
    presignedUrl: z.string().nullish().meta({ description: 'Gives the file for one hour, without a key; null where there is none.' }),
    reportText: z.string().nullish().describe('The words of the report. Null: none were sent.'),
    snapshotMetadata: ReportMetadataSchema.optional(),
  })
  .meta({ id: 'ExternalReport', examples: [EXAMPLES.externalReport] });
export type ExternalReport = z.infer<typeof ExternalReportSchema>;

export const ExternalReportListQuerySchema = z.strictObject({
  ...pageQuery,
  studyId: queryOptional(idSchema('stu')).describe('Only the report of this external study.'),
});
export type ExternalReportListQuery = z.infer<typeof ExternalReportListQuerySchema>;

export const ExternalReportParamsSchema = z.strictObject({ externalReportId: names.externalReportId });
