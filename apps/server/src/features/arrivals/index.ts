export { AnyObjectSchema, arrivalWarnings, startMakingStudies } from './make-study.ts';
export { type Arrival, arrivalsOf } from './notice.ts';
