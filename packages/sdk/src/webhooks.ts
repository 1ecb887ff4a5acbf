import { Webhook } from 'standardwebhooks';
import type * as T from './_generated/types.ts';
import { WebhookVerificationError } from './errors.ts';

interface Event<Type extends string, Data> {
  /** `whe_...`, the same in every attempt. */
  id: string;
  type: Type;
  data: Data;
}

/** What Readroom sends to the webhook URLs of a key. Other types may come with later versions: look at `type` first. */
export type WebhookEvent =
  | Event<'study.access_requested', T.StudyAccessRequest>
  | Event<'ephemeral.access_requested', T.EphemeralAccessRequest>
  | Event<'secondary_capture.access_requested', T.SecondaryCaptureRequest>
  | Event<'modality_worklist.requested', T.ModalityWorklistRequest>
  | Event<'patient_study.enrichment_requested', T.PatientStudyRequest>
  | Event<'clinical_context.enrichment_requested', T.ClinicalContextRequest>
  | Event<'report.delivered', T.ReportDelivered>
  | Event<'webhook.test', { target: string }>;

/** What is answered to each, as JSON with status 200. */
export interface WebhookAnswers {
  'study.access_requested': T.StudyAccessAnswerInput;
  'ephemeral.access_requested': T.EphemeralAccessAnswerInput;
  'secondary_capture.access_requested': T.SecondaryCaptureAnswerInput;
  'modality_worklist.requested': T.ModalityWorklistAnswerInput;
  'patient_study.enrichment_requested': T.PatientStudyAnswerInput;
  'clinical_context.enrichment_requested': T.ClinicalContextAnswerInput;
  'report.delivered': T.ReportDeliveredAnswerInput;
}

/**
 * Checks the signature and the age of a webhook and gives its event. Hand in the body as it came, byte for byte, not parsed.
 * @param secret `whsec_...` of the API key
 * Throws WebhookVerificationError where the signature is not right, the timestamp is more than five minutes off, or the secret cannot be read.
 */
export function unwrap(
  body: string | Uint8Array,
  headers: Headers | Record<string, string | string[] | undefined>,
  secret: string,
): WebhookEvent {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  try {
    return new Webhook(secret).verify(text, plain(headers)) as WebhookEvent;
  } catch (cause) {
    throw new WebhookVerificationError(`The webhook is refused: ${(cause as Error).message}`, { cause });
  }
}

function plain(headers: Headers | Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers.entries()] : Object.entries(headers);
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? (value[0] ?? '') : value]],
    ),
  );
}
