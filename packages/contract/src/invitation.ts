import { z } from 'zod';
import { ClinicRoleSchema } from './clinic-role.ts';
import { idSchema } from './ids.ts';
import { pageAnswer, pageQuery } from './pagination.ts';
import { queryArray, queryOptional } from './query.ts';
import { optionalBody, TimestampSchema, UserLevelSchema } from './shared.ts';
import { InvitedSourceSchema, permissions, USER_EXAMPLES } from './user.ts';

/** Invitations: a user exists from the invitation on, and signs in once it is accepted. */

export const InvitationStatusSchema = z.enum(['sent', 'accepted', 'rejected', 'revoked']).meta({
  id: 'InvitationStatus',
  description: 'sent: not answered yet, also once it has expired; accepted or rejected by who is invited; revoked by the clinic.',
});
export type InvitationStatus = z.infer<typeof InvitationStatusSchema>;
export const InvitationExpiredSchema = z.enum(['all', 'expired', 'not-expired']).meta({
  id: 'InvitationExpired',
  description: 'expired: not answered in time; not-expired: all others, the answered ones too; all: both.',
});

const { lastLoginAt: _, ...person } = USER_EXAMPLES.viewerUser;
const viewerInvitation = {
  ...person,
  invitationId: 'inv_2c1d7e90a4b34c6f8e5a1b2c3d4e5f60',
  clinicId: '1c9e6679-7425-40de-944b-e07fc1f90ae7',
  status: 'sent',
  expiry: '2024-04-14T10:31:02.120Z',
  inviterId: null,
  invitedByApiKeyId: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  updatedAt: '2024-03-15T10:31:02.120Z',
  middleName: null,
  suffix2: null,
} as const;
export const INVITATION_EXAMPLES = {
  viewerInvitation,
  invitation: { ...viewerInvitation, canCreateReports: true, npiNumber: '1234567893' },
};

const viewerFields = {
  invitationId: idSchema('inv').describe('The id of the invitation.'),
  userId: idSchema('usr').describe('Who is invited: the id that the user has from the invitation on.'),
  clinicId: z.uuid().describe('The clinic, a plain UUID.'),
  email: z.string().describe('Where the invitation was sent, and with what the user will sign in.'),
  firstName: z.string().describe('First name of the user.'),
  lastName: z.string().describe('Last name of the user.'),
  level: UserLevelSchema,
  clinicRole: ClinicRoleSchema,
  canManageStudies: permissions.canManageStudies,
  hasDashboardAccess: permissions.hasDashboardAccess,
  status: InvitationStatusSchema,
  expiry: TimestampSchema.nullable().describe('Until when it can be accepted, 30 days after it was sent. Null: no end is known.'),
  invitedSource: InvitedSourceSchema,
  inviterId: idSchema('usr').nullable().describe('The user who invited in the dashboard. Null where a key or the operator did.'),
  invitedByApiKeyId: z.uuid().optional().describe('The key that invited, a plain UUID. Absent where no key did.'),
  createdAt: TimestampSchema.describe('When it was created.'),
  updatedAt: TimestampSchema.describe('When it was last changed, sent again or answered.'),
  middleName: z.string().nullish().describe('Middle name of the user. Null: none.'),
  phoneNumber: z.string().nullish().describe('Telephone number of the user, digits only. Null: none.'),
  suffix1: z.string().nullish().describe('What stands behind the name, such as MD. Null: none.'),
  suffix2: z.string().nullish().describe('What stands behind the first suffix. Null: none.'),
};
export const ViewerInvitationSchema = z.strictObject(viewerFields).meta({ id: 'ViewerInvitation', examples: [viewerInvitation] });
export type ViewerInvitation = z.infer<typeof ViewerInvitationSchema>;
export const InvitationSchema = z
  .strictObject({
    ...viewerFields,
    canCreateReports: permissions.canCreateReports,
    npiNumber: z.string().optional().describe('National Provider Identifier, 10 digits. Absent where there is none.'),
  })
  .meta({ id: 'Invitation', examples: [INVITATION_EXAMPLES.invitation] });
export type Invitation = z.infer<typeof InvitationSchema>;

const INVITATIONS = 'One page of invitations, newest first.';
export const InvitationListSchema = z
  .strictObject({ invitations: z.array(InvitationSchema).describe(INVITATIONS), ...pageAnswer })
  .meta({ id: 'InvitationList', examples: [{ invitations: [INVITATION_EXAMPLES.invitation], hasMore: false }] });
export const ViewerInvitationListSchema = z
  .strictObject({ invitations: z.array(ViewerInvitationSchema).describe(INVITATIONS), ...pageAnswer })
  .meta({ id: 'ViewerInvitationList', examples: [{ invitations: [viewerInvitation], hasMore: false }] });

/** A day (UTC) or a moment. */
const dayOrMoment = queryOptional(
  z.union([z.iso.date(), z.iso.datetime({ offset: true, error: 'expected YYYY-MM-DD or an RFC 3339 time' })]),
);
export const InvitationListQuerySchema = z.strictObject({
  ...pageQuery,
  startDate: dayOrMoment.describe('Only those created from then on, inclusive: a day (UTC, from its beginning), or an RFC 3339 time.'),
  endDate: dayOrMoment.describe('Only those created until then, inclusive: a day (UTC, to its end), or an RFC 3339 time.'),
  expired: queryOptional(InvitationExpiredSchema).describe('Only those that expired without an answer, or only the others. Absent: all.'),
  status: queryArray(InvitationStatusSchema).describe('Only those with one of these statuses, comma-joined.'),
  userId: queryOptional(idSchema('usr')).describe('Only those to this user.'),
});
export type InvitationListQuery = z.infer<typeof InvitationListQuerySchema>;

export const InvitationIdParamsSchema = z.strictObject({ invitationId: viewerFields.invitationId });
/** One or both; both must name the same invitation. */
export const InvitationSelectorSchema = z
  .strictObject({
    invitationId: idSchema('inv').optional().describe('The invitation. Required unless userId is given.'),
    userId: idSchema('usr').optional().describe('Whose newest invitation it is. With invitationId too, both must name the same one (404).'),
  })
  .meta({ id: 'InvitationSelector', examples: [{ invitationId: viewerInvitation.invitationId }] });
export type InvitationSelector = z.infer<typeof InvitationSelectorSchema>;
export const InvitationSelectorBodySchema = optionalBody(
  InvitationSelectorSchema.refine((value) => value.invitationId !== undefined || value.userId !== undefined, {
    path: ['invitationId'],
    message: 'expected invitationId or userId',
  }),
);
