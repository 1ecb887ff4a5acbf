export { EphemeralPage } from './EphemeralPage.tsx';
