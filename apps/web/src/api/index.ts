export { type AnswerSchema, api, failureOf, type RequestOptions } from './client.ts';
export { probeConnection, reportConnection, useIsConnected } from './connection.ts';
export { describeError, formatWait } from './describe-error.ts';
export { ApiFailure, ConnectionLost, UnexpectedAnswer } from './failure.ts';
export { useAreWordsKept, useKeepsWords } from './kept-words.ts';
export { queryKeys } from './keys.ts';
export { reportSessionEnded, useHasSessionEnded } from './session-end.ts';
export { type LiveState, useStudyEvents } from './study-events.ts';
