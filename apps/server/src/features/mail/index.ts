export { type Message, queueMail } from './service.ts';
export { startMailing } from './worker.ts';
