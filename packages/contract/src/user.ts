import { z } from 'zod';
import { ClinicRoleSchema } from './clinic-role.ts';
import { idSchema } from './ids.ts';
import { ShortTextSchema, TextSchema } from './limits.ts';
import { isNpi } from './npi.ts';
import { pageQuery } from './pagination.ts';
import { queryBoolean, queryOptional, queryText } from './query.ts';
import { optionalBody, TimestampSchema, UserLevelSchema } from './shared.ts';

/** Users of a clinic as AutoScribe and the Viewer see them. The Viewer knows no reports: its shapes lack canCreateReports and npiNumber, and refuse them. */

export const AssignableUserLevelSchema = z.enum(['admin', 'member']).meta({ id: 'AssignableUserLevel' });
export const InvitedSourceSchema = z.enum(['dashboard', 'api']).meta({ id: 'InvitedSource' });

const name = ShortTextSchema.trim().min(1, 'expected a name');
const optionalName = ShortTextSchema.trim();
const NpiSchema = z.string().refine(isNpi, 'expected a 10-digit NPI with a valid check digit');
const PhoneSchema = z.string().regex(/^\d{10,15}$/, 'expected 10 to 15 digits');

const inviteFields = {
  canManageStudies: z.boolean(),
  clinicRole: ClinicRoleSchema,
  firstName: name,
  hasDashboardAccess: z.boolean(),
  lastName: name,
  level: AssignableUserLevelSchema,
};
const nullableFields = {
  middleName: optionalName.nullish(),
  phoneNumber: PhoneSchema.nullish(),
  suffix1: optionalName.nullish(),
  suffix2: optionalName.nullish(),
};
const readerFields = { canCreateReports: z.boolean(), npiNumber: NpiSchema.nullish() };
const EmailSchema = z
  .string()
  .trim()
  .max(320)
  .pipe(z.email('expected an email address'))
  .meta({ override: { type: 'string', format: 'email', maxLength: 320 } });

const EXAMPLE_USER_ID = 'usr_9d2f4c1ab7e34f0c8a5b6d7e8f901234';
const viewerInvite = {
  email: 'rea.der@example.org',
  firstName: 'Rea',
  lastName: 'Der',
  suffix1: 'MD',
  level: 'member',
  clinicRole: 'Radiologist',
  canManageStudies: false,
  hasDashboardAccess: false,
  phoneNumber: '15555550123',
} as const;
const invite = { ...viewerInvite, canCreateReports: true, npiNumber: '1234567893' };
const given = { userId: EXAMPLE_USER_ID, invitedSource: 'api', createdAt: '2024-03-15T10:31:02.120Z', lastLoginAt: null } as const;

export const USER_EXAMPLES = {
  invite,
  viewerInvite,
  patch: { canCreateReports: false, npiNumber: null, phoneNumber: '15555550199' },
  viewerPatch: { phoneNumber: null, lastName: 'Reader' },
  user: { ...given, ...invite },
  viewerUser: { ...given, ...viewerInvite },
};

export const ViewerUserInviteSchema = z
  .strictObject({ email: EmailSchema, ...inviteFields, ...nullableFields })
  .meta({ id: 'ViewerUserInvite', examples: [USER_EXAMPLES.viewerInvite] });
export const UserInviteSchema = z
  .strictObject({ email: EmailSchema, ...inviteFields, ...nullableFields, ...readerFields })
  .meta({ id: 'UserInvite', examples: [USER_EXAMPLES.invite] });
export type UserInvite = z.infer<typeof UserInviteSchema>;

const patchFields = { ...z.strictObject(inviteFields).partial().shape, ...nullableFields };
/** Only what is sent changes; null clears. The email never changes. */
export const ViewerUserPatchSchema = z.strictObject(patchFields).meta({ id: 'ViewerUserPatch', examples: [USER_EXAMPLES.viewerPatch] });
export const UserPatchSchema = z
  .strictObject({ ...patchFields, canCreateReports: z.boolean().optional(), npiNumber: NpiSchema.nullish() })
  .meta({ id: 'UserPatch', examples: [USER_EXAMPLES.patch] });
export type UserPatch = z.infer<typeof UserPatchSchema>;
export const UserPatchBodySchema = optionalBody(UserPatchSchema);
export const ViewerUserPatchBodySchema = optionalBody(ViewerUserPatchSchema);

const viewerUserFields = {
  userId: idSchema('usr'),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  level: UserLevelSchema,
  clinicRole: ClinicRoleSchema,
  canManageStudies: z.boolean(),
  hasDashboardAccess: z.boolean(),
  invitedSource: InvitedSourceSchema,
  createdAt: TimestampSchema,
  lastLoginAt: TimestampSchema.nullable(),
  middleName: z.string().optional(),
  phoneNumber: z.string().optional(),
  suffix1: z.string().optional(),
  suffix2: z.string().optional(),
};
export const ViewerUserSchema = z.strictObject(viewerUserFields).meta({ id: 'ViewerUser', examples: [USER_EXAMPLES.viewerUser] });
export type ViewerUser = z.infer<typeof ViewerUserSchema>;
export const UserSchema = z
  .strictObject({ ...viewerUserFields, canCreateReports: z.boolean(), npiNumber: z.string().optional() })
  .meta({ id: 'User', examples: [USER_EXAMPLES.user] });
export type User = z.infer<typeof UserSchema>;

const page = { hasMore: z.boolean(), cursor: z.string().optional() };
export const UserListSchema = z.strictObject({ users: z.array(UserSchema), ...page }).meta({ id: 'UserList' });
export const ViewerUserListSchema = z.strictObject({ users: z.array(ViewerUserSchema), ...page }).meta({ id: 'ViewerUserList' });

const listQuery = {
  ...pageQuery,
  email: queryText(TextSchema),
  firstName: queryText(TextSchema),
  lastName: queryText(TextSchema),
  invitedSource: queryOptional(InvitedSourceSchema),
  level: queryOptional(UserLevelSchema),
};
export const ViewerUserListQuerySchema = z.strictObject(listQuery);
export const UserListQuerySchema = z.strictObject({ ...listQuery, canCreateReports: queryBoolean });
export type UserListQuery = z.infer<typeof UserListQuerySchema>;

export const UserIdParamsSchema = z.strictObject({ userId: idSchema('usr') });
export const UserSelectorSchema = z
  .strictObject({ userId: idSchema('usr') })
  .meta({ id: 'UserSelector', examples: [{ userId: EXAMPLE_USER_ID }] });
