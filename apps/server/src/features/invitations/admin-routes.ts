import {
  ActionSchema,
  InvitationIdParamsSchema,
  InvitationListQuerySchema,
  InvitationListSchema,
  InvitationSchema,
  InvitationSelectorBodySchema,
  SentInvitationSchema,
  UserInviteSchema,
  UserPatchBodySchema,
} from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { patchIfMatch } from '../../platform/http/index.ts';
import { type Caller, requireAdministrator } from '../users/index.ts';
import { inviteUser } from './invite.ts';
import { presentInvitation } from './presenter.ts';
import { listInvitations, patchInvitation, readInvitation, resendInvitation, revokeInvitation } from './service.ts';

const ROOT = '/api/admin/invitations';

/** What the dashboard does with invitations. POST invites; the link is shown to the inviter where no mail goes out. */
export function adminInvitationRoutes(deps: Deps): FastifyPluginAsyncZod {
  const asAdministrator = <Value>(request: FastifyRequest, work: (tx: Tx, caller: Caller) => Promise<Value>): Promise<Value> => {
    const principal = requireAdministrator(request);
    return deps.db.inClinic(principal.clinicId, (tx) => work(tx, { principal, requestId: request.id }));
  };
  const shown = (link: string) => (deps.mail.kind === 'folder' ? link : null);

  return async (app) => {
    app.addHook('onRequest', async (request) => void requireAdministrator(request));

    app.post(ROOT, { schema: { body: UserInviteSchema, response: { 200: SentInvitationSchema } } }, (request) =>
      asAdministrator(request, async (tx, caller) => {
        const { link, ...details } = await inviteUser(deps, tx, caller, request.body);
        return { invitation: presentInvitation(details), link: shown(link) };
      }),
    );

    app.get(ROOT, { schema: { querystring: InvitationListQuerySchema, response: { 200: InvitationListSchema } } }, (request) =>
      asAdministrator(request, async (tx, caller) => {
        const { items, ...page } = await listInvitations(deps, tx, caller, request.query);
        return { invitations: items.map(({ details }) => presentInvitation(details)), ...page };
      }),
    );

    app.get(
      `${ROOT}/:invitationId`,
      { config: { hasEtag: true }, schema: { params: InvitationIdParamsSchema, response: { 200: InvitationSchema } } },
      (request) =>
        asAdministrator(request, async (tx, caller) => presentInvitation(await readInvitation(tx, caller, request.params.invitationId))),
    );

    app.patch(
      `${ROOT}/:invitationId`,
      {
        config: { hasEtag: true },
        schema: { params: InvitationIdParamsSchema, body: UserPatchBodySchema, response: { 200: InvitationSchema } },
      },
      (request) =>
        asAdministrator(request, (tx, caller) =>
          patchIfMatch(request, async (fields) =>
            presentInvitation(await patchInvitation(deps, tx, caller, request.params.invitationId, fields)),
          ),
        ),
    );

    app.post(`${ROOT}/revoke`, { schema: { body: InvitationSelectorBodySchema, response: { 200: ActionSchema } } }, (request) =>
      asAdministrator(request, (tx, caller) => revokeInvitation(deps, tx, caller, request.body)),
    );

    app.post(
      `${ROOT}/:invitationId/resend`,
      { schema: { params: InvitationIdParamsSchema, response: { 200: SentInvitationSchema } } },
      (request) =>
        asAdministrator(request, async (tx, caller) => {
          const link = await resendInvitation(deps, tx, caller, request.params.invitationId);
          return { invitation: presentInvitation(await readInvitation(tx, caller, request.params.invitationId)), link: shown(link) };
        }),
    );
  };
}
