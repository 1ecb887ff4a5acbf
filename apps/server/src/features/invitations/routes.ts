import {
  ActionSchema,
  InvitationIdParamsSchema,
  InvitationListQuerySchema,
  InvitationListSchema,
  InvitationSchema,
  InvitationSelectorBodySchema,
  UserInviteSchema,
  UserPatchBodySchema,
  UserSchema,
  ViewerInvitationListSchema,
  ViewerInvitationSchema,
  ViewerUserInviteSchema,
  ViewerUserPatchBodySchema,
  ViewerUserSchema,
} from '@readroom/contract';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import { patchIfMatch } from '../../platform/http/index.ts';
import { operation } from '../openapi/index.ts';
import { keyOperations } from '../principal/index.ts';
import { presentUser, presentViewerUser } from '../users/index.ts';
import { inviteUser } from './invite.ts';
import { presentInvitation, presentViewerInvitation } from './presenter.ts';
import { listInvitations, patchInvitation, readInvitation, revokeInvitation } from './service.ts';

const AUTOSCRIBE = {
  root: '/v1/autoScribe/users',
  tag: 'AutoScribe users',
  noun: 'User',
  refused: [],
  invite: UserInviteSchema,
  user: UserSchema,
  presentUser,
  patch: UserPatchBodySchema,
  invitation: InvitationSchema,
  list: InvitationListSchema,
  present: presentInvitation,
};
const VIEWER = {
  root: '/v1/viewer/users',
  tag: 'Viewer users',
  noun: 'ViewerUser',
  refused: [403],
  invite: ViewerUserInviteSchema,
  user: ViewerUserSchema,
  presentUser: presentViewerUser,
  patch: ViewerUserPatchBodySchema,
  invitation: ViewerInvitationSchema,
  list: ViewerInvitationListSchema,
  present: presentViewerInvitation,
};
type Product = typeof AUTOSCRIBE | typeof VIEWER;

/** Inviting users to AutoScribe or the Viewer, and their invitations. */
export function invitationRoutes(deps: Deps): FastifyPluginAsyncZod {
  return async (app) => {
    await app.register(productRoutes(deps, AUTOSCRIBE));
    await app.register(productRoutes(deps, VIEWER));
  };
}

function productRoutes(deps: Deps, product: Product): FastifyPluginAsyncZod {
  const { root, noun } = product;
  const describe = (operationId: string, summary: string, errors: number[], description?: string) =>
    operation({ tag: product.tag, operationId, summary, errors: [...product.refused, ...errors], ...(description && { description }) });
  const asKey = keyOperations(deps);

  return async (app) => {
    app.post(
      root,
      {
        schema: {
          ...describe(`invite${noun}`, 'Invite a user', [400, 401, 409, 413, 415, 422], INVITE_RULES),
          body: product.invite,
          response: { 200: product.user },
        },
      },
      (request) =>
        asKey(request, async (tx, caller) => {
          const { user } = await inviteUser(deps, tx, caller, { canCreateReports: false, ...request.body });
          return product.presentUser(user);
        }),
    );

    app.get(
      `${root}/invitations`,
      {
        schema: {
          ...describe(`list${noun}Invitations`, 'List invitations, newest first', [400, 401], LIST_RULES),
          querystring: InvitationListQuerySchema,
          response: { 200: product.list },
        },
      },
      (request) =>
        asKey(request, async (tx, caller) => {
          const { items, ...page } = await listInvitations(deps, tx, caller, request.query);
          return { invitations: items.map(({ details }) => product.present(details)), ...page };
        }),
    );

    app.get(
      `${root}/invitations/:invitationId`,
      {
        config: { hasEtag: true },
        schema: {
          ...describe(`retrieve${noun}Invitation`, 'Retrieve an invitation', [401, 404]),
          params: InvitationIdParamsSchema,
          response: { 200: product.invitation },
        },
      },
      (request) => asKey(request, async (tx, caller) => product.present(await readInvitation(tx, caller, request.params.invitationId))),
    );

    app.patch(
      `${root}/invitations/:invitationId`,
      {
        config: { hasEtag: true },
        schema: {
          ...describe(`update${noun}Invitation`, 'Change what is sent of an open invitation', [400, 401, 404, 413, 415, 422], PATCH_RULES),
          params: InvitationIdParamsSchema,
          body: product.patch,
          response: { 200: product.invitation },
        },
      },
      (request) =>
        asKey(request, (tx, caller) =>
          patchIfMatch(request, async (fields) =>
            product.present(await patchInvitation(deps, tx, caller, request.params.invitationId, fields)),
          ),
        ),
    );

    app.post(
      `${root}/invitations/revoke`,
      {
        schema: {
          ...describe(`revoke${noun}Invitation`, 'Revoke an invitation', [400, 401, 404, 409, 413, 415, 422], REVOKE_RULES),
          body: InvitationSelectorBodySchema,
          response: { 200: ActionSchema },
        },
      },
      (request) => asKey(request, (tx, caller) => revokeInvitation(deps, tx, caller, request.body)),
    );
  };
}

const INVITE_RULES =
  'The user exists at once, under an id that stays, and can sign in when the invitation is accepted. It goes out by mail and works for 30 days. Somebody whose earlier invitation was rejected, revoked or has expired may be invited again.';
const LIST_RULES =
  'startDate and endDate (a day in UTC, or a time) are of the creation, both included. expired: an invitation that was sent and not answered in time.';
const PATCH_RULES = 'Only while it is sent and not expired. Only what is sent changes; null clears. The email never changes.';
const REVOKE_RULES = 'By the id of the invitation, of its user (then their newest one), or both.';
