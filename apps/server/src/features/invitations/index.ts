export { adminInvitationRoutes } from './admin-routes.ts';
export { invitationAnswerRoutes } from './answer-routes.ts';
export { invitationRoutes } from './routes.ts';
