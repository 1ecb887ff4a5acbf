import { z } from 'zod';
import { EXAMPLES } from './examples.ts';
import {
  EphemeralAccessAnswerSchema,
  EphemeralAccessQuestionSchema,
  StudyAccessAnswerSchema,
  StudyAccessRequestSchema,
} from './image-webhooks.ts';
import { ModalityWorklistAnswerSchema, ModalityWorklistRequestSchema } from './modality-worklist.ts';
import { PatientStudyAnswerSchema, PatientStudyRequestSchema } from './patient-study.ts';
import { SecondaryCaptureAnswerSchema, SecondaryCaptureRequestSchema } from './secondary-capture.ts';
import {
  ClinicalContextAnswerSchema,
  ClinicalContextRequestSchema,
  ReportDeliveredSchema,
  type WebhookTarget,
  type WebhookType,
} from './webhooks.ts';

/** Every webhook that an integrator can answer, as the API document, the SDK and the dashboard's test events know it. */
export interface CataloguedWebhook {
  target: WebhookTarget;
  summary: string;
  description: string;
  /** What `data` is, with an example. */
  data: z.ZodType;
  /** What the receiver answers, with an example. */
  answer: z.ZodType;
}

export type CataloguedType = Exclude<WebhookType, 'webhook.test'>;

const { study, report } = EXAMPLES;
const { studyId, studyInstanceUid } = study;
const clinicId = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const storage = 'https://images.example.org';

const ASKED =
  'Asked while somebody waits: 5 s for the whole, with at most one more attempt. While the receiver keeps failing it is not asked for 30 s.';
const SOFT = 'A failure, a time-out or an answer that cannot be used counts as `{}`.';

const manifest = {
  studyInstanceUID: studyInstanceUid,
  series: [
    {
      seriesInstanceUID: '2.25.1180235978460417',
      seriesNumber: 1,
      seriesDescription: 'Axial 1.0',
      modality: 'CT',
      sops: [
        {
          sopInstanceUID: '2.25.1180235978460418',
          sopClassUID: '1.2.840.10008.5.1.4.1.1.2',
          rows: 512,
          columns: 512,
          bitsAllocated: 16,
          photometricInterpretation: 'MONOCHROME2',
          samplesPerPixel: 1,
          instanceNumber: 1,
          rescaleSlope: 1,
          rescaleIntercept: -1024,
        },
      ],
    },
  ],
};
const access = {
  authorized: true,
  urls: [`${storage}/ct/1.dcm?signature=0a1b2c3d`],
  mediaUrls: [{ url: `${storage}/referral.pdf?signature=0a1b2c3d`, mimeType: 'application/pdf', fileName: 'referral.pdf' }],
};

export const WEBHOOKS: Record<CataloguedType, CataloguedWebhook> = {
  'study.access_requested': {
    target: 'study',
    summary: 'Where are the images of this study?',
    description: `Somebody opens a study that this key created. The answer names one URL for each DICOM file, and may describe them in a manifest; what of it is not good is left out and the rest loads. ${ASKED}`,
    data: StudyAccessRequestSchema.meta({
      id: 'StudyAccessRequest',
      description: 'Whose images are asked for.',
      examples: [{ studyId, studyInstanceUid }],
    }),
    answer: StudyAccessAnswerSchema.meta({
      id: 'StudyAccessAnswer',
      description: 'Where the images are. A part that is not good is left out alone.',
      examples: [{ ...access, manifest }],
    }),
  },
  'ephemeral.access_requested': {
    target: 'study',
    summary: 'Where are the images of this ephemeral session?',
    description: `Somebody opens the landing URL of an ephemeral session of this key. \`options\` are those of its creation, character by character. ${ASKED}`,
    data: EphemeralAccessQuestionSchema.meta({
      id: 'EphemeralAccessRequest',
      description: 'Which images are asked for.',
      examples: [{ retrievalId: 'archive-4711', options: { site: 'north', series: ['axial', 'coronal'] } }],
    }),
    answer: EphemeralAccessAnswerSchema.meta({
      id: 'EphemeralAccessAnswer',
      description: 'Where the images are. A part that is not good is left out alone.',
      examples: [{ ...access, manifests: [manifest] }],
    }),
  },
  'secondary_capture.access_requested': {
    target: 'secondaryCapture',
    summary: 'Where is this capture to be uploaded?',
    description: `Somebody captured the viewer in a study that this key created. The same Secondary Capture object is PUT to every URL as application/dicom; one that fails stops no other. The series and the object, where they are given, are what was on the screen. A receiver that does not answer is asked again up to four times within three hours.`,
    data: SecondaryCaptureRequestSchema.meta({
      id: 'SecondaryCaptureRequest',
      description: 'What was captured.',
      examples: [{ studyId, studyInstanceUid, seriesInstanceUid: '2.25.1180235978460417', sopInstanceUid: '2.25.1180235978460418' }],
    }),
    answer: SecondaryCaptureAnswerSchema.meta({
      id: 'SecondaryCaptureAnswer',
      description: 'Where to upload the capture.',
      examples: [{ authorized: true, uploadUrls: [`${storage}/captures/1.dcm?signature=0a1b2c3d`] }],
    }),
  },
  'modality_worklist.requested': {
    target: 'modalityWorklist',
    summary: 'What is this scanner to do?',
    description: `A scanner asks for its worklist. Items are checked one by one: a bad one, or one that was not asked for, is left out with a warning. ${ASKED}`,
    data: ModalityWorklistRequestSchema.meta({
      id: 'ModalityWorklistRequest',
      description: 'Which scanner asks, and for what.',
      examples: [
        { clinicId, callingAe: 'CT_ROOM_1', sourceIp: '192.0.2.17', dateStart: '2024-03-15', dateEnd: '2024-03-15', modality: 'CT' },
      ],
    }),
    answer: ModalityWorklistAnswerSchema.meta({
      id: 'ModalityWorklistAnswer',
      description: 'The worklist of the scanner.',
      examples: [
        {
          authorized: true,
          items: [
            {
              AccessionNumber: 'A-20240315-17',
              PatientName: 'DOE^JANE',
              PatientID: '004217',
              PatientBirthDate: '19680412',
              PatientSex: 'F',
              PatientSize: '1.72',
              PatientWeight: '',
              Modality: 'CT',
              ProtocolName: 'Chest routine',
              RequestedProcedureDescription: 'CT chest with contrast',
              StudyDescription: 'CT CHEST W CONTRAST',
              StudyInstanceUID: studyInstanceUid,
              ScheduledProcedureStepSequence: [
                {
                  Modality: 'CT',
                  ScheduledProcedureStepID: 'SPS-1',
                  ScheduledProcedureStepDescription: 'CT chest with contrast',
                  ScheduledProcedureStepStartDate: '20240315',
                  ScheduledProcedureStepStartTime: '103000',
                },
              ],
            },
          ],
        },
      ],
    }),
  },
  'patient_study.enrichment_requested': {
    target: 'patientStudy',
    summary: 'What is this study that nobody ordered?',
    description: `This key sent images of a study that the clinic does not know. The study is made field by field: of the answer, then of the images, then of defaults. Asked once for a study, and each field is checked by itself. An \`expressCustomerId\` that is not usable is ignored with a warning. ${SOFT} ${ASKED}`,
    data: PatientStudyRequestSchema.meta({
      id: 'PatientStudyRequest',
      description: 'What the images say of themselves.',
      examples: [{ clinicId, studyInstanceUid, accessionNumber: 'A-20240315-17', patientId: '004217' }],
    }),
    answer: PatientStudyAnswerSchema.meta({
      id: 'PatientStudyAnswer',
      description: 'Any subset of the fields; null and empty text count as not given.',
      examples: [{ patientName: 'Jane Doe', severity: 'stat', studyTime: '10:30:00', weight: { unit: 'kg', value: 68 } }],
    }),
  },
  'clinical_context.enrichment_requested': {
    target: 'study',
    summary: 'What is known about this patient?',
    description: `Somebody opens the report of a study that this key created, for the first time, and the key asks for enrichment. Only what is empty is filled. ${SOFT} ${ASKED}`,
    data: ClinicalContextRequestSchema.meta({
      id: 'ClinicalContextRequest',
      description: 'Whose clinical context is asked for.',
      examples: [{ clinicId, studyId: '6f1c0a52-f3f8-4b3f-9d0a-2b7c5e4d3f21', studyInstanceUid, mrn: '004217' }],
    }),
    answer: ClinicalContextAnswerSchema.meta({
      id: 'ClinicalContextAnswer',
      description: 'Any subset of the fields; null counts as not given.',
      examples: [
        {
          clinicalIndication: 'Shortness of breath.',
          technologistNotes: ['80 ml contrast, no reaction.'],
          documents: [{ fileName: 'referral.txt', content: ['Smoker for 30 years.'] }],
        },
      ],
    }),
  },
  'report.delivered': {
    target: 'report',
    summary: 'A report was signed.',
    description:
      'Sent until it is taken, ten times within three days: after 5 s, 5 min, 30 min, 2 h, 5 h, 10 h, 14 h, 20 h and 24 h, a little later each, or as long as `retry-after` asks. Any 2xx takes it, unless the body says `success: false`. A redirect is a failure. 410 disables the URL. The PDF is at `presignedUrl` for one hour.',
    data: ReportDeliveredSchema.meta({
      id: 'ReportDelivered',
      description: 'The signed report.',
      examples: [
        {
          reportId: report.reportId,
          studyId,
          presignedUrl: EXAMPLES.reportPdf.presignedUrl,
          isCritical: false,
          plainText: 'CT CHEST WITH CONTRAST\n\nIMPRESSION\nNo pulmonary embolism.',
        },
      ],
    }),
    answer: z
      .object({ success: z.boolean().describe('False: not taken, and sent again later. Any 2xx without this false takes it.') })
      .meta({ id: 'ReportDeliveredAnswer', description: 'Whether it was taken.', examples: [{ success: true }] }),
  },
};
export const CATALOGUED_TYPES = Object.keys(WEBHOOKS) as [CataloguedType, ...CataloguedType[]];

/** The example that is shown, and sent as a test. */
export function exampleOf(schema: z.ZodType): unknown {
  const { examples } = schema.meta() ?? {};
  return Array.isArray(examples) ? examples[0] : undefined;
}
