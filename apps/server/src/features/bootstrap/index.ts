export { type LoadDemo, prepareInstallation, type Welcome, welcome } from './service.ts';
