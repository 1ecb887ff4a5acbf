import { z } from 'zod';
import { ClinicRoleSchema } from './clinic-role.ts';
import { idSchema } from './ids.ts';
import { ShortTextSchema, TextSchema } from './limits.ts';
import { isNpi } from './npi.ts';
import { pageAnswer, pageQuery } from './pagination.ts';
import { queryBoolean, queryOptional, queryText } from './query.ts';
import { optionalBody, TimestampSchema, UserLevelSchema } from './shared.ts';

/** Users of a clinic as AutoScribe and the Viewer see them. The Viewer knows no reports: its shapes lack canCreateReports and npiNumber, and refuse them. */

export const AssignableUserLevelSchema = z.enum(['admin', 'member']).meta({
  id: 'AssignableUserLevel',
  description: 'admin: administers the clinic; member: does what the permissions say. Nobody becomes an owner over the API.',
});
export const InvitedSourceSchema = z.enum(['dashboard', 'api']).meta({
  id: 'InvitedSource',
  description: 'Whether the dashboard or an API key invited; dashboard also where the operator of the machine did.',
});

const name = ShortTextSchema.trim().min(1, 'expected a name');
const optionalName = ShortTextSchema.trim();
const NpiSchema = z.string().refine(isNpi, 'expected a 10-digit NPI with a valid check digit');
const PhoneSchema = z.string().regex(/^\d{10,15}$/, 'expected 10 to 15 digits');

/** What a user may do, as it is sent and as it is answered. */
export const permissions = {
  canManageStudies: z
    .boolean()
    .describe('May see every study whoever it is assigned to, and assign it; with hasDashboardAccess also enter and change studies.'),
  hasDashboardAccess: z.boolean().describe('May use the dashboard. Required by the level admin (422).'),
  canCreateReports: z.boolean().describe('May dictate and sign reports, and be assigned AutoScribe studies. Requires an npiNumber (422).'),
};

const inviteFields = {
  canManageStudies: permissions.canManageStudies,
  clinicRole: ClinicRoleSchema,
  firstName: name.describe('First name, at most 500 characters.'),
  hasDashboardAccess: permissions.hasDashboardAccess,
  lastName: name.describe('Last name, at most 500 characters.'),
  level: AssignableUserLevelSchema,
};
const nullableFields = {
  middleName: optionalName.nullish().describe('Middle name. Null or empty: none.'),
  phoneNumber: PhoneSchema.nullish().describe('Telephone number, 10 to 15 digits without anything else. Null: none.'),
  suffix1: optionalName.nullish().describe('What stands behind the name, such as MD. Null or empty: none.'),
  suffix2: optionalName.nullish().describe('What stands behind the first suffix. Null or empty: none.'),
};
const readerFields = {
  canCreateReports: permissions.canCreateReports,
  npiNumber: NpiSchema.nullish().describe(
    'National Provider Identifier: 10 digits, the last a check digit. Null: none. Required by canCreateReports (422).',
  ),
};
const EmailSchema = z
  .string()
  .trim()
  .max(320)
  .pipe(z.email('expected an email address'))
  .meta({
    override: {
      type: 'string',
      format: 'email',
      maxLength: 320,
      description: 'With it the user signs in. Unique in the clinic, in upper and lower case alike: 409 otherwise. It never changes.',
    },
  });

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
  .strictObject({ ...patchFields, canCreateReports: readerFields.canCreateReports.optional(), npiNumber: readerFields.npiNumber })
  .meta({ id: 'UserPatch', examples: [USER_EXAMPLES.patch] });
export type UserPatch = z.infer<typeof UserPatchSchema>;
export const UserPatchBodySchema = optionalBody(UserPatchSchema);
export const ViewerUserPatchBodySchema = optionalBody(ViewerUserPatchSchema);

const viewerUserFields = {
  userId: idSchema('usr').describe('The id of the user.'),
  email: z.string().describe('The email with which the user signs in. It never changes.'),
  firstName: z.string().describe('First name.'),
  lastName: z.string().describe('Last name.'),
  level: UserLevelSchema,
  clinicRole: ClinicRoleSchema,
  canManageStudies: permissions.canManageStudies,
  hasDashboardAccess: permissions.hasDashboardAccess,
  invitedSource: InvitedSourceSchema,
  createdAt: TimestampSchema.describe('When the user was first invited.'),
  lastLoginAt: TimestampSchema.nullable().describe('When the user last signed in. Null: never yet.'),
  middleName: z.string().optional().describe('Middle name. Absent where there is none.'),
  phoneNumber: z.string().optional().describe('Telephone number, digits only. Absent where there is none.'),
  suffix1: z.string().optional().describe('What stands behind the name, such as MD. Absent where there is none.'),
  suffix2: z.string().optional().describe('What stands behind the first suffix. Absent where there is none.'),
};
export const ViewerUserSchema = z.strictObject(viewerUserFields).meta({ id: 'ViewerUser', examples: [USER_EXAMPLES.viewerUser] });
export type ViewerUser = z.infer<typeof ViewerUserSchema>;
export const UserSchema = z
  .strictObject({
    ...viewerUserFields,
    canCreateReports: permissions.canCreateReports,
    npiNumber: z.string().optional().describe('National Provider Identifier, 10 digits. Absent where there is none.'),
  })
  .meta({ id: 'User', examples: [USER_EXAMPLES.user] });
export type User = z.infer<typeof UserSchema>;

const USERS = 'One page of users, newest first; those whose access is revoked and those who have not joined yet too.';
export const UserListSchema = z
  .strictObject({ users: z.array(UserSchema).describe(USERS), ...pageAnswer })
  .meta({ id: 'UserList', examples: [{ users: [USER_EXAMPLES.user], hasMore: false }] });
export const ViewerUserListSchema = z
  .strictObject({ users: z.array(ViewerUserSchema).describe(USERS), ...pageAnswer })
  .meta({ id: 'ViewerUserList', examples: [{ users: [USER_EXAMPLES.viewerUser], hasMore: false }] });

const listQuery = {
  ...pageQuery,
  email: queryText(TextSchema).describe('Only the user with exactly this email, in upper or lower case.'),
  firstName: queryText(TextSchema).describe('Only users whose first name contains this text, in upper or lower case.'),
  lastName: queryText(TextSchema).describe('Only users whose last name contains this text, in upper or lower case.'),
  invitedSource: queryOptional(InvitedSourceSchema).describe('Only users who were invited this way.'),
  level: queryOptional(UserLevelSchema).describe('Only users of this level.'),
};
export const ViewerUserListQuerySchema = z.strictObject(listQuery);
export const UserListQuerySchema = z.strictObject({
  ...listQuery,
  canCreateReports: queryBoolean.describe('true: only users who can create reports; false: only those who cannot. Absent: both.'),
});
export type UserListQuery = z.infer<typeof UserListQuerySchema>;

export const UserIdParamsSchema = z.strictObject({ userId: viewerUserFields.userId });
export const UserSelectorSchema = z
  .strictObject({ userId: idSchema('usr').describe('Whose access it is.') })
  .meta({ id: 'UserSelector', examples: [{ userId: EXAMPLE_USER_ID }] });
