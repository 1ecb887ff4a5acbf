import { randomUUID } from 'node:crypto';
import { ApiError, CLINIC_ROLES, type Issue, isNpi, publicId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { recordAudit, systemActor } from '../audit/index.ts';
import { hashPassword } from '../sessions/index.ts';

import { mustFitTogether } from './policy.ts';
import { insertUser } from './repository.ts';

export interface UserRequest {
  clinicId: string;
  email: string;
  password: string;
  firstName: string;
  lastName: string;
  middleName?: string | undefined;
  suffix1?: string | undefined;
  suffix2?: string | undefined;
  level: 'owner' | 'admin' | 'member';
  clinicRole: string;
  canManageStudies: boolean;
  canCreateReports: boolean;
  npiNumber?: string | undefined;
}

/** Makes a user who can sign in at once. Throws `malformed_request` naming the fields, `unprocessable` (reports need an NPI), `conflict` (email in use). @returns the public id. */
export async function createUser(deps: Pick<Deps, 'db'>, request: UserRequest): Promise<string> {
  check(request);
  const passwordHash = await hashPassword(request.password);
  const { password: _, ...fields } = request;
  const id = randomUUID();
  await deps.db.inClinic(request.clinicId, async (tx) => {
    const user = await insertUser(tx, {
      id,
      ...fields,
      passwordHash,
      hasDashboardAccess: request.level !== 'member',
      invitedSource: 'dashboard',
    });
    if (!user) throw new ApiError('conflict', { message: 'A user with this email is already in this clinic.' });
    await recordAudit(tx, {
      clinicId: request.clinicId,
      actor: systemActor('operator'),
      action: 'user.created',
      subject: publicId('usr', id),
      detail: { level: request.level, canCreateReports: request.canCreateReports },
    });
  });
  return publicId('usr', id);
}

function check(request: UserRequest): void {
  const issues: Issue[] = [];
  if (!/^[^@\s]+@[^@\s]+$/.test(request.email) || request.email.length > 320)
    issues.push({ path: 'email', message: 'expected an email address' });
  if (request.password.length < 8 || request.password.length > 1000)
    issues.push({ path: 'password', message: 'expected 8 to 1000 characters' });
  for (const field of ['firstName', 'lastName'] as const) {
    if (request[field].trim() === '') issues.push({ path: field, message: 'expected a text' });
  }
  if (!CLINIC_ROLES.some((role) => role === request.clinicRole)) {
    issues.push({ path: 'clinicRole', message: 'expected a role of the API document (ClinicRole), such as Radiologist or Other' });
  }
  if (request.npiNumber !== undefined && !isNpi(request.npiNumber))
    issues.push({ path: 'npiNumber', message: 'expected 10 digits with a valid check digit' });
  if (issues.length > 0) throw new ApiError('malformed_request', { issues });
  mustFitTogether({ ...request, hasDashboardAccess: request.level !== 'member' });
}
