export { adminCustomerRoutes } from './admin-routes.ts';
export type { Caller } from './audit.ts';
export { mustNameOwnCustomer } from './policy.ts';
export { presentCustomerReference, presentOrg } from './presenter.ts';
export { type CustomerRow, findCustomer } from './repository.ts';
export { expressRoutes } from './routes.ts';
export {
  addCustomerUser,
  createCustomer,
  listCustomers,
  patchCustomer,
  readCustomer,
  removeCustomerUser,
  setCustomerActive,
} from './service.ts';
