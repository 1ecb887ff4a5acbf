export { startQueue } from './pg-boss.ts';
export type { JobName, Jobs, Queue } from './queue.ts';
