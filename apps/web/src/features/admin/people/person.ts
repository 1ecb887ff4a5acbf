import type { AdminUser, ClinicRole, Invitation } from '@readroom/contract';

/** A person as the form holds them: every field a text or a tick. */
export interface PersonFields {
  email: string;
  firstName: string;
  middleName: string;
  lastName: string;
  suffix1: string;
  suffix2: string;
  phoneNumber: string;
  npiNumber: string;
  clinicRole: ClinicRole;
  level: 'owner' | 'admin' | 'member';
  canManageStudies: boolean;
  canCreateReports: boolean;
  hasDashboardAccess: boolean;
}

export const NOBODY: PersonFields = {
  email: '',
  firstName: '',
  middleName: '',
  lastName: '',
  suffix1: '',
  suffix2: '',
  phoneNumber: '',
  npiNumber: '',
  clinicRole: 'Radiologist',
  level: 'member',
  canManageStudies: false,
  canCreateReports: false,
  hasDashboardAccess: false,
};

export function fieldsOf(person: AdminUser | Invitation): PersonFields {
  return {
    email: person.email,
    firstName: person.firstName,
    middleName: person.middleName ?? '',
    lastName: person.lastName,
    suffix1: person.suffix1 ?? '',
    suffix2: person.suffix2 ?? '',
    phoneNumber: person.phoneNumber ?? '',
    npiNumber: person.npiNumber ?? '',
    clinicRole: person.clinicRole,
    level: person.level,
    canManageStudies: person.canManageStudies,
    canCreateReports: person.canCreateReports,
    hasDashboardAccess: person.hasDashboardAccess,
  };
}

/** The body of POST /api/admin/invitations: what may be empty is left out then. */
export function inviteOf(fields: PersonFields): Record<string, unknown> {
  return Object.fromEntries(Object.entries(withImplied(fields)).filter(([name, value]) => value !== '' || REQUIRED.has(name)));
}

/** The body of a PATCH: what differs; emptied fields are null. The email never changes. */
export function patchOf(before: PersonFields, fields: PersonFields): Record<string, unknown> {
  const { email: _, ...changed } = withImplied(fields);
  const known: Record<string, unknown> = { ...before };
  const different = Object.entries(changed).filter(([name, value]) => value !== known[name]);
  return Object.fromEntries(different.map(([name, value]) => [name, value === '' && !REQUIRED.has(name) ? null : value]));
}

const REQUIRED = new Set(['email', 'firstName', 'lastName']);

/** Owners and admins work in the dashboard. */
function withImplied(fields: PersonFields): PersonFields {
  const trimmed = Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value]);
  return { ...fields, ...Object.fromEntries(trimmed), hasDashboardAccess: fields.level !== 'member' || fields.hasDashboardAccess };
}

export function fullName(person: { firstName: string; lastName: string }): string {
  return `${person.firstName} ${person.lastName}`;
}
