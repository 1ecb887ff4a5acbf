import { randomBytes } from 'node:crypto';
import { text as readAll } from 'node:stream/consumers';
import type { ClinicRole } from '@readroom/contract';
import { inviteByOperator } from '../../features/invitations/index.ts';
import { removeSecondFactorOfEmail } from '../../features/second-factor/index.ts';
import { createUser } from '../../features/users/index.ts';
import { chooseClinic, clinicOption } from '../clinic-option.ts';
import { type Command, oneOf, optional, required } from '../command.ts';

const personOptions = {
  email: { type: 'string' },
  'first-name': { type: 'string' },
  'last-name': { type: 'string' },
  role: { type: 'string' },
  level: { type: 'string' },
  npi: { type: 'string' },
  reports: { type: 'boolean' },
  'manage-studies': { type: 'boolean' },
} as const;

export const userCreate: Command = {
  name: 'user create',
  usage:
    '--email <email> --first-name <name> --last-name <name> --role <role> [--level owner|admin|member] [--npi <number> --reports] [--manage-studies] [--password-stdin] [--clinic <id or name>]',
  summary: 'Create a user; without --password-stdin a password is made and shown once',
  options: {
    ...personOptions,
    'password-stdin': { type: 'boolean' },
    ...clinicOption,
  },
  words: { min: 0, max: 0 },
  async run(deps, { values }) {
    const given = values['password-stdin'] === true ? (await readAll(process.stdin)).replace(/\r?\n$/, '') : undefined;
    const password = given ?? randomBytes(12).toString('base64url');
    const email = required(values, 'email');
    const userId = await createUser(deps, {
      email,
      password,
      firstName: required(values, 'first-name'),
      lastName: required(values, 'last-name'),
      level: oneOf(values, 'level', ['owner', 'admin', 'member'], 'member'),
      clinicRole: required(values, 'role'),
      canManageStudies: values['manage-studies'] === true,
      canCreateReports: values.reports === true,
      npiNumber: optional(values, 'npi'),
      clinicId: await chooseClinic(deps, optional(values, 'clinic')),
    });
    const shown = given === undefined ? { password } : {};
    const lines = [`Created ${userId} (${email})`, ...(given === undefined ? [`Password ${password} (not shown again)`] : [])];
    return { result: { userId, email, ...shown }, text: lines.join('\n') };
  },
};

export const userInvite: Command = {
  name: 'user invite',
  usage:
    '--email <email> --first-name <name> --last-name <name> --role <role> [--level admin|member] [--npi <number> --reports] [--manage-studies] [--clinic <id or name>]',
  summary: 'Invite a user: prints the link that accepts, which is also mailed; they choose a password there',
  options: {
    ...personOptions,
    ...clinicOption,
  },
  words: { min: 0, max: 0 },
  async run(deps, { values }) {
    const level = oneOf(values, 'level', ['admin', 'member'], 'member');
    const npiNumber = optional(values, 'npi');
    const email = required(values, 'email');
    const { userId, link, expiresAt } = await inviteByOperator(deps, await chooseClinic(deps, optional(values, 'clinic')), {
      email,
      firstName: required(values, 'first-name'),
      lastName: required(values, 'last-name'),
      level,
      // Checked by the schema of an invitation, which names what is expected.
      clinicRole: required(values, 'role') as ClinicRole,
      canManageStudies: values['manage-studies'] === true,
      canCreateReports: values.reports === true,
      hasDashboardAccess: level !== 'member',
      ...(npiNumber !== undefined && { npiNumber }),
    });
    const expires = expiresAt.toISOString();
    return {
      result: { userId, email, link, expiresAt: expires },
      text: `Invited ${userId} (${email})\nLink     ${link}\nExpires  ${expires}`,
    };
  },
};

export const userRemoveSecondFactor: Command = {
  name: 'user remove-second-factor',
  usage: '--email <email> [--clinic <id or name>]',
  summary: 'Remove the second factor of a user who lost it, also of the only owner; the user is told by mail',
  options: { email: { type: 'string' }, ...clinicOption },
  words: { min: 0, max: 0 },
  async run(deps, { values }) {
    const email = required(values, 'email');
    const clinicId = await chooseClinic(deps, optional(values, 'clinic'));
    const { message } = await removeSecondFactorOfEmail(deps, clinicId, email);
    return { result: { email, removed: message === undefined }, text: message ?? `Removed the second factor of ${email}` };
  },
};
