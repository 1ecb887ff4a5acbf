export { createLink, type LinkRequest, linkUrl, REROUTE_LINK_SECONDS, SIGN_IN_LINK_SECONDS } from './links.ts';
export { hashPassword } from './password.ts';
export { sessionRoutes } from './routes.ts';
