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

function tell({ status, warnings, attemptLog }: AdminWebhookEventDetail): void {
  const last = attemptLog.at(-1);
  if (status === 'delivered') {
    toast({ tone: 'success', title: 'The test was taken', description: `Answered ${last?.statusCode} in ${last?.durationMs} ms.` });
  } else {
    const why = warnings[0] ?? last?.error;
    toast({ tone: 'danger', title: 'The test was not taken', ...(why && { description: why }) });
  }
}
