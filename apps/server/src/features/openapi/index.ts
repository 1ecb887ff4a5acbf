export { operation } from './operation.ts';
export { openApi } from './routes.ts';
