import { z } from 'zod';
import { ClinicRoleSchema } from './clinic-role.ts';
import { idSchema } from './ids.ts';
import { pageQuery } from './pagination.ts';
import { queryArray, queryOptional } from './query.ts';
import { optionalBody, TimestampSchema, UserLevelSchema } from './shared.ts';
import { InvitedSourceSchema, USER_EXAMPLES } from './user.ts';

/** Invitations: a user exists from the invitation on, and signs in once it is accepted. */

export const InvitationStatusSchema = z.enum(['sent', 'accepted', 'rejected', 'revoked']).meta({ id: 'InvitationStatus' });
export type InvitationStatus = z.infer<typeof InvitationStatusSchema>;
export const InvitationExpiredSchema = z.enum(['all', 'expired', 'not-expired']).meta({ id: 'InvitationExpired' });

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
  invitationId: idSchema('inv'),
  userId: idSchema('usr'),
  clinicId: z.uuid(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  level: UserLevelSchema,
  clinicRole: ClinicRoleSchema,
  canManageStudies: z.boolean(),
  hasDashboardAccess: z.boolean(),
  status: InvitationStatusSchema,
  expiry: TimestampSchema.nullable(),
  invitedSource: InvitedSourceSchema,
  inviterId: idSchema('usr').nullable(),
  invitedByApiKeyId: z.uuid().optional(),
  createdAt: TimestampSchema,
  updatedAt: TimestampSchema,
  middleName: z.string().nullish(),
  phoneNumber: z.string().nullish(),
  suffix1: z.string().nullish(),
  suffix2: z.string().nullish(),
};
export const ViewerInvitationSchema = z.strictObject(viewerFields).meta({ id: 'ViewerInvitation', examples: [viewerInvitation] });
export type ViewerInvitation = z.infer<typeof ViewerInvitationSchema>;
export const InvitationSchema = z
  .strictObject({ ...viewerFields, canCreateReports: z.boolean(), npiNumber: z.string().optional() })
  .meta({ id: 'Invitation', examples: [INVITATION_EXAMPLES.invitation] });
export type Invitation = z.infer<typeof InvitationSchema>;

const page = { hasMore: z.boolean(), cursor: z.string().optional() };
export const InvitationListSchema = z.strictObject({ invitations: z.array(InvitationSchema), ...page }).meta({ id: 'InvitationList' });
export const ViewerInvitationListSchema = z
  .strictObject({ invitations: z.array(ViewerInvitationSchema), ...page })
  .meta({ id: 'ViewerInvitationList' });

/** A day (UTC) or a moment. */
const dayOrMoment = queryOptional(
  z.union([z.iso.date(), z.iso.datetime({ offset: true, error: 'expected YYYY-MM-DD or an RFC 3339 time' })]),
);
export const InvitationListQuerySchema = z.strictObject({
  ...pageQuery,
  startDate: dayOrMoment,
  endDate: dayOrMoment,
  expired: queryOptional(InvitationExpiredSchema),
  status: queryArray(InvitationStatusSchema),
  userId: queryOptional(idSchema('usr')),
});
export type InvitationListQuery = z.infer<typeof InvitationListQuerySchema>;

export const InvitationIdParamsSchema = z.strictObject({ invitationId: idSchema('inv') });
/** One or both; both must name the same invitation. */
export const InvitationSelectorSchema = z
  .strictObject({ invitationId: idSchema('inv').optional(), userId: idSchema('usr').optional() })
  .meta({ id: 'InvitationSelector', examples: [{ invitationId: viewerInvitation.invitationId }] });
export type InvitationSelector = z.infer<typeof InvitationSelectorSchema>;
export const InvitationSelectorBodySchema = optionalBody(
  InvitationSelectorSchema.refine((value) => value.invitationId !== undefined || value.userId !== undefined, {
    path: ['invitationId'],
    message: 'expected invitationId or userId',
  }),
);
