export { createClinic, firstClinic, listClinics } from './service.ts';
