export { adminUserRoutes } from './admin-routes.ts';
export { createUser, type UserRequest } from './create-user.ts';
export { mustFitTogether, requireAdministrator } from './policy.ts';
export { presentRole, presentUser, presentViewerUser } from './presenter.ts';
export { closeInvitations, hasJoined, insertUser, lockByEmail, type UserDetails, type UserRow, updateUser } from './repository.ts';
export { userRoutes } from './routes.ts';
export { type Caller, changeUser, listReaders, noteUser, toChange } from './service.ts';
export { type AtDesk, type DeskCaller, deskOperations, requireStudyDesk } from './study-desk.ts';
