import { z } from 'zod';
import { createKey, listKeys, revokeKey, rotateSecret } from '../../features/keys/index.ts';
import { chooseClinic, clinicOption } from '../clinic-option.ts';
import { type Command, oneOf, optional, required, UsageError } from '../command.ts';

export const keyCreate: Command = {
  name: 'key create',
  usage:
    '--description <text> --scope all|self [--viewer] [--enrichment] [--webhook-study <url>] [--webhook-report <url>] [--webhook-patient-study <url>] [--webhook-secondary-capture <url>] [--webhook-modality-worklist <url>] [--clinic <id or name>]',
  summary: 'Create an API key; the key and its webhook secret are shown once',
  options: {
    description: { type: 'string' },
    scope: { type: 'string' },
    viewer: { type: 'boolean' },
    enrichment: { type: 'boolean' },
    'webhook-study': { type: 'string' },
    'webhook-report': { type: 'string' },
    'webhook-patient-study': { type: 'string' },
    'webhook-secondary-capture': { type: 'string' },
    'webhook-modality-worklist': { type: 'string' },
    ...clinicOption,
  },
  words: { min: 0, max: 0 },
  async run(deps, { values }) {
    const made = await createKey(deps, {
      description: required(values, 'description'),
      scope: oneOf(values, 'scope', ['all', 'self']),
      isViewerEnabled: values.viewer === true,
      isClinicalContextEnrichmentEnabled: values.enrichment === true,
      studyWebhookUrl: optional(values, 'webhook-study'),
      reportWebhookUrl: optional(values, 'webhook-report'),
      patientStudyWebhookUrl: optional(values, 'webhook-patient-study'),
      secondaryCaptureWebhookUrl: optional(values, 'webhook-secondary-capture'),
      modalityWorklistWebhookUrl: optional(values, 'webhook-modality-worklist'),
      clinicId: await chooseClinic(deps, optional(values, 'clinic')),
    });
    return {
      result: made,
      text: `Key      ${made.key}\nSecret   ${made.secret}\nId       ${made.id}\nThe key and the secret are not shown again.`,
    };
  },
};

export const keyList: Command = {
  name: 'key list',
  usage: '',
  summary: 'List the API keys',
  options: {},
  words: { min: 0, max: 0 },
  async run(deps) {
    const keys = await listKeys(deps);
    const lines = keys.map(
      (key) =>
        `${key.id}  ${key.hint}  ${key.scope.padEnd(4)}  ${key.revokedAt ? `revoked ${key.revokedAt}` : 'active'}  ${key.description}`,
    );
    return { result: { keys }, text: lines.join('\n') || 'There are no keys.' };
  },
};

export const keyRevoke: Command = {
  name: 'key revoke',
  usage: '<id>',
  summary: 'Revoke an API key: it is refused from the next request on',
  options: {},
  words: { min: 1, max: 1 },
  async run(deps, { words: [id = ''] }) {
    mustBeKeyId(id);
    await revokeKey(deps, id);
    return { result: { id, revoked: true }, text: `Revoked ${id}` };
  },
};

export const keyRotateSecret: Command = {
  name: 'key rotate-secret',
  usage: '<id>',
  summary: 'Give a key a new webhook secret; the one before signs beside it for 24 hours',
  options: {},
  words: { min: 1, max: 1 },
  async run(deps, { words: [id = ''] }) {
    mustBeKeyId(id);
    const rotated = await rotateSecret(deps, id);
    return {
      result: { id, ...rotated },
      text: `Secret   ${rotated.secret}\nThe secret is not shown again. The one before it signs too until ${rotated.previousSecretExpiresAt}.`,
    };
  },
};

function mustBeKeyId(id: string): void {
  if (!z.uuid().safeParse(id).success) throw new UsageError('<id>: expected the id of a key, as "key list" shows it');
}
