export { type AttemptLimit, countAttempt, forgetAttempts } from './attempts.ts';
export {
  answerSignIn,
  callerOf,
  clearTicketCookie,
  currentSession,
  setBrowserCookie,
  setSignInCookies,
  TICKET_COOKIE,
} from './browser-session.ts';
export { endAccess, endUnprotectedSessions } from './end-access.ts';
export { placeOf, rememberBrowser } from './known-browsers.ts';
export { createLink, EPHEMERAL_LINK_SECONDS, type LinkRequest, linkUrl, REROUTE_LINK_SECONDS, SIGN_IN_LINK_SECONDS } from './links.ts';
export { hashPassword, isPassword } from './password.ts';
export { sessionRoutes } from './routes.ts';
export { completeSignIn, enrolmentTicket, type SignedIn } from './sign-in.ts';
export { type Caller, startSession } from './start-session.ts';
export { createTicket, findTicket, useTicket } from './tickets.ts';
