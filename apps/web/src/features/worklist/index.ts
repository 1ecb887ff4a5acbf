export { WorklistPage } from './WorklistPage.tsx';
