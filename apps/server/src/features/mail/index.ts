export { queueMail } from './service.ts';
export { startMailing } from './worker.ts';
