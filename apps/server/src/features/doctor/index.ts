export { type Check, type Examination, examine } from './service.ts';
