export { enrichContext } from './enrich.ts';
