import { Webhook } from 'standardwebhooks';

/** A report was signed. The PDF is at `presignedUrl` for one hour. */
export interface ReportDelivered {
  reportId: string;
  studyId: string;
  presignedUrl: string;
  isCritical: boolean;
  plainText?: string;
}

/** What Readroom sends to the report webhook of a key. Other types may come with later versions: look at `type` first. */
export interface WebhookEvent {
  id: string;
  type: 'report.delivered';
  data: ReportDelivered;
}

/**
 * Checks the signature and the age of a webhook and gives its event. Hand in the body as it came, byte for byte, not parsed.
 * @param secret `whsec_...` of the API key
 * Throws where the signature is not right or the timestamp is more than five minutes off.
 */
export function unwrap(
  body: string | Uint8Array,
  headers: Headers | Record<string, string | string[] | undefined>,
  secret: string,
): WebhookEvent {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  return new Webhook(secret).verify(text, plain(headers)) as WebhookEvent;
}

function plain(headers: Headers | Record<string, string | string[] | undefined>): Record<string, string> {
  const entries = headers instanceof Headers ? [...headers.entries()] : Object.entries(headers);
  return Object.fromEntries(
    entries.flatMap(([name, value]) =>
      value === undefined ? [] : [[name.toLowerCase(), Array.isArray(value) ? (value[0] ?? '') : value]],
    ),
  );
}
