import {
  type AdminKey,
  type AdminWebhookEventDetail,
  AdminWebhookEventDetailSchema,
  type CataloguedType,
  TestEventSchema,
  WEBHOOK_URL_FIELDS,
  WEBHOOKS,
  type WebhookTarget,
} from '@readroom/contract';
import { useState } from 'react';
import { api } from '../../../api/index.ts';
import { Select, toast } from '../../../ui/index.ts';
import { FormDialog } from '../FormDialog.tsx';

const PLAIN: { target: WebhookTarget; label: string }[] = [
  { target: 'study', label: 'Study webhook URL: is it there?' },
  { target: 'report', label: 'Report webhook URL: is it there?' },
  { target: 'patientStudy', label: 'Patient study webhook URL: is it there?' },
  { target: 'secondaryCapture', label: 'Secondary capture webhook URL: is it there?' },
  { target: 'modalityWorklist', label: 'Modality worklist webhook URL: is it there?' },
];

/** Whatever the key's URLs can be tried with: first the bare tests, then every webhook that goes to one of them. */
function optionsOf(apiKey: AdminKey) {
  const has = (target: WebhookTarget) => apiKey[WEBHOOK_URL_FIELDS[target]] !== null;
  const types = Object.entries(WEBHOOKS).filter(([, { target }]) => has(target));
  return [
    ...PLAIN.filter(({ target }) => has(target)).map(({ target, label }) => ({ value: target as string, label, body: { target } })),
    ...types.map(([type]) => ({ value: type, label: `${type}, made up`, body: { type: type as CataloguedType } })),
  ];
}

/** Tries a program behind a key: once, now, and says what it answered. */
export function TestEventDialog({ apiKey, onClose }: { apiKey: AdminKey; onClose: () => void }) {
  const options = optionsOf(apiKey);
  const [chosen, setChosen] = useState(options[0]?.value ?? '');
  return (
    <FormDialog
      title="Send a test event"
      description={`To the program behind ${apiKey.description}, once and now. With made-up data its answer is checked as a real one would be.`}
      action="Send"
      schema={TestEventSchema}
      bodyOf={() => options.find(({ value }) => value === chosen)?.body ?? {}}
      onSend={async (body) => tell(await api.post(`/api/admin/keys/${apiKey.apiKeyId}/test-event`, body, AdminWebhookEventDetailSchema))}
      onClose={onClose}
    >
      {() => <Select label="Test" value={chosen} options={options} onChange={setChosen} />}
    </FormDialog>
  );
}

/** What the server notes of every test with made-up data. */
const MADE_UP = 'A test: its data was made up.';

function tell({ status, warnings, attemptLog }: AdminWebhookEventDetail): void {
  const last = attemptLog.at(-1);
  const remarks = warnings.filter((warning) => warning !== MADE_UP);
  if (status !== 'delivered') {
    const why = remarks[0] ?? last?.error;
    toast({ tone: 'danger', title: 'The test was not taken', ...(why && { description: inWords(why) }) });
  } else if (remarks.length > 0) {
    toast({ tone: 'info', title: 'Taken, with remarks', description: remarks.join(' ') });
  } else {
    toast({ tone: 'success', title: 'The test was taken', description: `Answered ${last?.statusCode} in ${last?.durationMs} ms.` });
  }
}

/** What a connection fails with, and what to do then. */
const CONNECTION: [RegExp, what: string, next: string][] = [
  [
    /^(ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    'Nothing answered at that address',
    'Check the URL of the key, and that the program behind it is running.',
  ],
  [/CERT|UNABLE_TO|ALTNAME/, 'The certificate at that address is not trusted', 'Give the program one of a known authority.'],
  [/./, 'The connection broke off before there was an answer', 'Look into the log of the program.'],
];

/** The server names a connection's failure by its code only. */
function inWords(why: string): string {
  const [, code] = /^The connection failed \((\w+)\)\.$/.exec(why) ?? [];
  if (code === undefined) return why;
  const [, what, next] = CONNECTION.find(([codes]) => codes.test(code)) ?? [];
  return `${what} (${code}). ${next}`;
}
