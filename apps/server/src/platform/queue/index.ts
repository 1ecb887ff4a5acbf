export { startQueue } from './pg-boss.ts';
export type { CaptureSource, JobName, Jobs, Queue } from './queue.ts';
