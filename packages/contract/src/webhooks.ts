import { z } from 'zod';
import { idSchema } from './ids.ts';
import { TextSchema } from './limits.ts';
import { PriorReportSchema } from './study.ts';

/** Webhooks that Readroom sends: Standard Webhooks signing over `{ id, type, data }`. */
export const ReportDeliveredSchema = z.strictObject({
  reportId: idSchema('rep'),
  studyId: idSchema('stu'),
  presignedUrl: z.string(),
  isCritical: z.boolean(),
  plainText: z.string().optional(),
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
  clinicId: z.uuid(),
  /** The raw UUID: the hex of `stu_…` with dashes. */
  studyId: z.uuid(),
  studyInstanceUid: z.string(),
  mrn: z.string().optional(),
  externalPatientId: z.string().optional(),
});
export type ClinicalContextRequest = z.infer<typeof ClinicalContextRequestSchema>;

/** Any subset; null counts as not given, and what we do not know is passed over. */
export const ClinicalContextAnswerSchema = z.object({
  clinicalIndication: TextSchema.nullish(),
  technologistTechnique: TextSchema.nullish(),
  technologistNotes: z.array(z.string().max(1000)).max(50).nullish(),
  priorReports: z.array(z.object(PriorReportSchema.shape)).max(50).nullish(),
  documents: z
    .array(z.object({ fileName: z.string().min(1).max(255), content: z.array(z.string()) }))
    .max(50)
    .nullish(),
  documentUrls: z
    .array(z.object({ url: z.string().max(4000), fileName: z.string().min(1).max(255).nullish() }))
    .max(20)
    .nullish(),
});
export type ClinicalContextAnswer = z.infer<typeof ClinicalContextAnswerSchema>;
