import { z } from 'zod';
import { idSchema } from './ids.ts';
import { InvitationSchema } from './invitation.ts';
import { queryText } from './query.ts';
import { TimestampSchema } from './shared.ts';
import { UserListQuerySchema, UserSchema } from './user.ts';

/** What the browser and the server say to each other about accounts, under /api: like app.ts no part of the public API. */

const token = z.string().min(1).max(200);
export const NewPasswordSchema = z.string().min(12, 'a password has at least 12 characters').max(1000);

// ---- ways in
/**
 * POST /api/session. `secondFactor` where the password was right and more is asked for: `required`, a code (POST /api/session/second-factor); `enrolment`, to set a second factor up
 * first, because the clinic requires one (POST /api/session/second-factor/enrolment, then …/confirm).
 */
export const SignInAnswerSchema = z.strictObject({ success: z.boolean(), secondFactor: z.enum(['required', 'enrolment']).optional() });
export type SignInAnswer = z.infer<typeof SignInAnswerSchema>;
/** Six digits of the authenticator, or a recovery code. */
export const SecondFactorCodeSchema = z.strictObject({ code: z.string().min(1).max(50) });

export const TokenSchema = z.strictObject({ token });
export const InvitationToAcceptSchema = z.strictObject({
  clinicName: z.string(),
  /** Null where a program invited. */
  inviterName: z.string().nullable(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  expiry: TimestampSchema.nullable(),
});
export type InvitationToAccept = z.infer<typeof InvitationToAcceptSchema>;
export const AcceptInvitationSchema = z.strictObject({ token, password: NewPasswordSchema });

export const ForgottenPasswordSchema = z.strictObject({ email: z.string().min(1).max(320) });
export const ResetPasswordSchema = z.strictObject({ token, password: NewPasswordSchema });

/** `url` is where the provider asks who it is; null where no clinic has single sign-on for this email. */
export const SingleSignOnStartSchema = z.strictObject({ email: z.string().min(1).max(320) });
export const SingleSignOnUrlSchema = z.strictObject({ url: z.string().nullable() });
/** Why the callback led back to /sign-in?problem=…. */
export const SIGN_IN_PROBLEMS = ['sso_no_user', 'sso_failed'] as const;
export type SignInProblem = (typeof SIGN_IN_PROBLEMS)[number];

// ---- the signed-in user's own account
export const OwnSessionSchema = z.strictObject({
  sessionId: z.uuid(),
  /** Such as "Firefox on Windows". */
  device: z.string(),
  kind: z.enum(['full', 'reroute', 'viewer']),
  createdAt: TimestampSchema,
  lastSeenAt: TimestampSchema,
  isCurrent: z.boolean(),
});
export type OwnSession = z.infer<typeof OwnSessionSchema>;
export const OwnSessionListSchema = z.strictObject({ sessions: z.array(OwnSessionSchema) });

/** Without a password (`hasPassword`) there is single sign-on only, whose provider asks for more: none can be turned on here. */
export const SecondFactorSchema = z.strictObject({ isEnabled: z.boolean(), hasPassword: z.boolean(), recoveryCodesLeft: z.number().int() });
export type SecondFactor = z.infer<typeof SecondFactorSchema>;
/** `uri` is what an authenticator reads from the QR code; `secret` is for typing. */
export const EnrolmentSchema = z.strictObject({ secret: z.string(), uri: z.string() });
export type Enrolment = z.infer<typeof EnrolmentSchema>;
/** Shown once. */
export const RecoveryCodesSchema = z.strictObject({ recoveryCodes: z.array(z.string()) });
/** Another password in place of the current one. */
export const ChangePasswordSchema = z.strictObject({ password: z.string().min(1).max(1000), newPassword: NewPasswordSchema });
export type ChangePassword = z.infer<typeof ChangePasswordSchema>;
export const PasswordSchema = z.strictObject({ password: z.string().min(1).max(1000) });

// ---- the dashboard
/** A user as owners and admins see them. */
export const AdminUserSchema = UserSchema.extend({
  /** `invited`: never signed in with an accepted invitation or a password of their own. */
  access: z.enum(['active', 'invited', 'revoked']),
  /** What became of the newest invitation of who never joined: only an open one lets them in. Null for everybody else. */
  invitation: z.enum(['open', 'expired', 'rejected', 'revoked']).nullable(),
  hasSecondFactor: z.boolean(),
}).meta({ id: 'AdminUser' });
export type AdminUser = z.infer<typeof AdminUserSchema>;
/** The filters of the public list, and `words`: those who have each of them in their name or email. */
export const AdminUserListQuerySchema = UserListQuerySchema.extend({ words: queryText(z.string().max(200)) });
export type AdminUserListQuery = z.infer<typeof AdminUserListQuerySchema>;
export const AdminUserListSchema = z.strictObject({ users: z.array(AdminUserSchema), hasMore: z.boolean(), cursor: z.string().optional() });
/** `link` is the invitation's link for the inviter to hand on; null where it went out by mail. */
export const SentInvitationSchema = z.strictObject({ invitation: InvitationSchema, link: z.string().nullable() });
export type SentInvitation = z.infer<typeof SentInvitationSchema>;

export const SingleSignOnSettingsSchema = z.strictObject({
  issuer: z.string(),
  clientId: z.string(),
  emailDomains: z.array(z.string()),
  /** To be registered with the provider. */
  redirectUri: z.string(),
});
export const SingleSignOnSettingsAnswerSchema = z.strictObject({
  singleSignOn: SingleSignOnSettingsSchema.nullable(),
  redirectUri: z.string(),
});
const DomainSchema = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^(?=.{1,253}$)[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'expected a domain such as example.org');
export const SingleSignOnChangeSchema = z.strictObject({
  issuer: z.url({ protocol: /^https?$/, error: 'expected the https URL of the provider' }).max(1000),
  clientId: z.string().trim().min(1, 'expected the client id').max(500),
  /** Absent: the one that is stored stays. */
  clientSecret: z.string().min(1).max(2000).optional(),
  emailDomains: z.array(DomainSchema).min(1).max(50),
});
export type SingleSignOnChange = z.infer<typeof SingleSignOnChangeSchema>;
/** What the provider's own description says: it was reached, and it is the issuer that was asked for. */
export const SingleSignOnTestSchema = z.strictObject({ issuer: z.string(), authorizationEndpoint: z.string() });
export const AdminUserParamsSchema = z.strictObject({ userId: idSchema('usr') });
