import { type Draft, type DraftSave, DraftSavedSchema, DraftSchema } from '@readroom/contract';
import { ApiFailure, api, UnexpectedAnswer } from '../../../api/index.ts';

/** What became of one attempt to save. `unreachable` may or may not have been stored. */
export type SaveResult =
  | { kind: 'saved'; revision: number; updatedAt: string }
  | { kind: 'conflict'; theirs: Draft }
  | { kind: 'unreachable'; retryAfterSeconds: number | null }
  | { kind: 'signed_out' }
  | { kind: 'closed'; message: string }
  | { kind: 'refused'; message: string };

export type SaveDraft = (body: DraftSave, options: { keepalive: boolean; timeoutMs: number }) => Promise<SaveResult>;

/** Saves over PUT /api/reports/:rep/draft. `origin` is empty in the app; never rejects: every outcome is a SaveResult. */
export function draftTransport(reportId: string, origin = ''): SaveDraft {
  return async (body, { keepalive, timeoutMs }) => {
    try {
      const signal = AbortSignal.timeout(timeoutMs);
      const saved = await api.put(`${origin}/api/reports/${reportId}/draft`, body, DraftSavedSchema, { keepalive, signal });
      return { kind: 'saved', ...saved };
    } catch (error) {
      return resultOf(error);
    }
  };
}

function resultOf(error: unknown): SaveResult {
  if (error instanceof UnexpectedAnswer) return { kind: 'refused', message: 'This page is of another version than the server. Reload it.' };
  if (!(error instanceof ApiFailure)) {
    // ConnectionLost, or the time-out of the attempt: both leave open whether the server has it.
    return { kind: 'unreachable', retryAfterSeconds: null };
  }
  if (error.code === 'draft_conflict') {
    const draft = DraftSchema.safeParse((error.body as { draft?: unknown } | null)?.draft);
    if (draft.success) return { kind: 'conflict', theirs: draft.data };
  }
  if (error.status >= 500 || error.status === 429 || error.status === 408) {
    return { kind: 'unreachable', retryAfterSeconds: error.retryAfterSeconds };
  }
  if (error.status === 401) return { kind: 'signed_out' };
  if (error.code === 'already_signed' || error.code === 'study_cancelled' || error.status === 404 || error.status === 403)
    return { kind: 'closed', message: error.message };
  return { kind: 'refused', message: error.message };
}
