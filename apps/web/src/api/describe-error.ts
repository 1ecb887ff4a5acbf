import { ApiFailure, ConnectionLost, UnexpectedAnswer } from './failure.ts';

export interface ErrorDescription {
  /** What happened and what to do next. */
  message: string;
  /** The request id to give to support, where there is one. */
  reference: string | null;
}

const NEXT_STEPS: Record<string, string> = {
  unauthenticated: 'Your session has ended. Sign in again; nothing that was saved is lost.',
  forbidden: 'Your account may not do this. Ask an administrator of your clinic for the permission.',
  not_found: 'It does not exist, or it is not shared with you. Go back to the worklist and open it again.',
  route_not_found: 'This page is of another version than the server. Reload it; if that does not help, tell your administrator.',
  study_uid_taken: 'A study of this clinic has this StudyInstanceUID already. Open that one, or enter another UID.',
  storage_full: 'The storage of this installation is full. Ask the operator to free space, then try again.',
};

const LOST = 'The server cannot be reached. Nothing was saved. Check the connection, then try again.';
const LOST_WHILE_READING = 'The server cannot be reached. Check the network; this page tries again by itself.';

/** Turns whatever was thrown into words for a person. `isRead`: it was only read, and is read again by itself; what is sent never is. */
export function describeError(error: unknown, isRead = false): ErrorDescription {
  if (error instanceof ConnectionLost) return { message: isRead ? LOST_WHILE_READING : LOST, reference: null };
  if (error instanceof UnexpectedAnswer) {
    return {
      message: 'This page is of another version than the server. Reload it; if that does not help, tell your administrator.',
      reference: null,
    };
  }
  if (error instanceof ApiFailure) {
    // What a field names is missing, not what the page is of: the next step is at the field.
    const isAtField = error.code === 'not_found' && error.issues.length > 0;
    const message = (isAtField ? null : NEXT_STEPS[error.code]) ?? waitMessage(error) ?? error.message;
    return { message, reference: error.status >= 500 ? error.requestId : null };
  }
  return { message: 'Something went wrong in this page. Reload it; what was saved is kept.', reference: null };
}

function waitMessage(error: ApiFailure): string | null {
  if (error.code === 'too_many_requests') {
    return `Too many attempts. Wait ${formatWait(error.retryAfterSeconds ?? 60)} and try again.`;
  }
  if (error.code === 'overloaded') return 'The server is busy; nothing was done. Wait a few seconds and try again.';
  if (error.code === 'unavailable') return 'The server is starting or stopping. Wait a few seconds and try again.';
  return null;
}

/** "40 seconds", "1 minute", "15 minutes": minutes are rounded up, so that nobody comes back too early. */
export function formatWait(seconds: number): string {
  const whole = Math.max(1, Math.ceil(seconds));
  if (whole < 60) return `${whole} second${whole === 1 ? '' : 's'}`;
  const minutes = Math.ceil(whole / 60);
  return `${minutes} minute${minutes === 1 ? '' : 's'}`;
}
