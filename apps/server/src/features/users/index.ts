export { createUser, listReaders, type UserRequest } from './service.ts';
