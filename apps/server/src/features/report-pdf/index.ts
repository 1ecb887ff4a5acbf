export { ensurePdf, startRendering } from './service.ts';
