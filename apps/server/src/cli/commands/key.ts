import { z } from 'zod';
import { createKey, listKeys, revokeKey } from '../../features/keys/index.ts';
import { chooseClinic, clinicOption } from '../clinic-option.ts';
import { type Command, oneOf, optional, required, UsageError } from '../command.ts';

export const keyCreate: Command = {
  name: 'key create',
  usage: '--description <text> --scope all|self [--viewer] [--webhook-study <url>] [--webhook-report <url>] [--clinic <id or name>]',
  summary: 'Create an API key; the key and its webhook secret are shown once',
  options: {
    description: { type: 'string' },
    scope: { type: 'string' },
    viewer: { type: 'boolean' },
    'webhook-study': { type: 'string' },
    'webhook-report': { type: 'string' },
    ...clinicOption,
  },
  words: { min: 0, max: 0 },
  async run(deps, { values }) {
    const made = await createKey(deps, {
      description: required(values, 'description'),
      scope: oneOf(values, 'scope', ['all', 'self']),
      isViewerEnabled: values.viewer === true,
      studyWebhookUrl: optional(values, 'webhook-study'),
      reportWebhookUrl: optional(values, 'webhook-report'),
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
    if (!z.uuid().safeParse(id).success) throw new UsageError('<id>: expected the id of a key, as "key list" shows it');
    await revokeKey(deps, id);
    return { result: { id, revoked: true }, text: `Revoked ${id}` };
  },
};
