export { adminInvitationRoutes } from './admin-routes.ts';
export { invitationAnswerRoutes } from './answer-routes.ts';
export { inviteByOperator } from './invite.ts';
export { invitationRoutes } from './routes.ts';
