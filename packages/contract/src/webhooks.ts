import { z } from 'zod';
import { idSchema } from './ids.ts';
import { TextSchema } from './limits.ts';
import { PriorReportSchema } from './study.ts';

/** Webhooks that Readroom sends: Standard Webhooks signing over `{ id, type, data }`. */
export const ReportDeliveredSchema = z.strictObject({
  reportId: idSchema('rep').describe('The report that was signed, an addendum included.'),
  studyId: idSchema('stu').describe('The study that it is of.'),
  presignedUrl: z.string().describe('Gives the PDF for one hour from the attempt on, without a key.'),
  isCritical: z.boolean().describe('Whether the radiologist marked it critical.'),
  plainText: z.string().optional().describe('The signed words as plain text.'),
});
export type ReportDelivered = z.infer<typeof ReportDeliveredSchema>;

export const ReportDeliveredEventSchema = z.strictObject({
  id: idSchema('whe'),
  type: z.literal('report.delivered'),
  data: ReportDeliveredSchema,
});
export type ReportDeliveredEvent = z.infer<typeof ReportDeliveredEventSchema>;

/** Every webhook, and how it is sent: `sync` waits for the answer, `async` goes through the outbox. `webhook.test` (ours) is sent by hand to try a receiver. */
export const WEBHOOK_MODES = {
  'study.access_requested': 'sync',
  'ephemeral.access_requested': 'sync',
  'secondary_capture.access_requested': 'sync',
  'modality_worklist.requested': 'sync',
  'patient_study.enrichment_requested': 'sync',
  'clinical_context.enrichment_requested': 'sync',
  'webhook.test': 'sync',
  'report.delivered': 'async',
} as const;
export type WebhookType = keyof typeof WEBHOOK_MODES;
/** Which of a key's addresses a webhook goes to, and the field of the key that holds it. */
export const WEBHOOK_URL_FIELDS = {
  study: 'studyWebhookUrl',
  report: 'reportWebhookUrl',
  patientStudy: 'patientStudyWebhookUrl',
  secondaryCapture: 'secondaryCaptureWebhookUrl',
  modalityWorklist: 'modalityWorklistWebhookUrl',
} as const;
export type WebhookTarget = keyof typeof WEBHOOK_URL_FIELDS;
export type WebhookUrlField = (typeof WEBHOOK_URL_FIELDS)[WebhookTarget];
export const WEBHOOK_TARGETS = Object.keys(WEBHOOK_URL_FIELDS) as [WebhookTarget, ...WebhookTarget[]];

/** One value for each address of a key. */
export function eachWebhookUrl<Value>(value: (field: WebhookUrlField) => Value): Record<WebhookUrlField, Value> {
  const { study, report, patientStudy, secondaryCapture, modalityWorklist } = WEBHOOK_URL_FIELDS;
  return {
    [study]: value(study),
    [report]: value(report),
    [patientStudy]: value(patientStudy),
    [secondaryCapture]: value(secondaryCapture),
    [modalityWorklist]: value(modalityWorklist),
  };
}

export const WEBHOOK_TYPES = Object.keys(WEBHOOK_MODES) as [WebhookType, ...WebhookType[]];

/** `clinical_context.enrichment_requested`: asked once for a study, when its report is first opened. */
export const ClinicalContextRequestSchema = z.strictObject({
  clinicId: z.uuid().describe('The clinic, a plain UUID.'),
  studyId: z.uuid().describe('The study as a raw UUID: the hex digits of its stu_ id with dashes.'),
  studyInstanceUid: z.string().describe('The StudyInstanceUID of the study.'),
  mrn: z.string().optional().describe('The mrn of its reportMetadata. Absent where it has none.'),
  externalPatientId: z.string().optional().describe('Your id of the patient, as sent with the study. Absent where none was.'),
});
export type ClinicalContextRequest = z.infer<typeof ClinicalContextRequestSchema>;

/** Any subset; null counts as not given, and what we do not know is passed over. */
export const ClinicalContextAnswerSchema = z.object({
  clinicalIndication: TextSchema.nullish().describe('Why the exam was ordered. Used where the study has none.'),
  technologistTechnique: TextSchema.nullish().describe('How the exam was made. Used where the study has none.'),
  technologistNotes: z
    .array(z.string().max(1000))
    .max(50)
    .nullish()
    .describe('Notes of the technologist, at most 50 of 1000 characters each. Used where the study has none.'),
  priorReports: z
    .array(z.object(PriorReportSchema.shape))
    .max(50)
    .nullish()
    .describe('Earlier reports of the patient, at most 50. Used where the study has none.'),
  documents: z
    .array(
      z.object({
        fileName: z.string().min(1).max(255).describe('What the document is called, 1 to 255 characters.'),
        content: z.array(z.string()).describe('Its text, in parts such as pages.'),
      }),
    )
    .max(50)
    .nullish()
    .describe('Documents as text, at most 50. What they say is quoted in the clinical history, where the study has none.'),
  documentUrls: z
    .array(
      z.object({
        url: z.string().max(4000).describe('https. Fetched at once, within the time of the question: text/plain of at most 256 KB.'),
        fileName: z.string().min(1).max(255).nullish().describe('What the document is called. Absent or null: the last part of the URL.'),
      }),
    )
    .max(20)
    .nullish()
    .describe('The same to be fetched, at most 20.'),
});
export type ClinicalContextAnswer = z.infer<typeof ClinicalContextAnswerSchema>;
