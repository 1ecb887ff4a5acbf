export { adminClinicRoutes } from './admin-routes.ts';
export { createClinic, firstClinic, listClinics } from './service.ts';
