import type { Tx } from '../db/connection.ts';

/**
 * Work that must survive a crash: at least once, retried with growing pauses. Each job's payload is plain JSON without PHI: ids only. A payload with an `apiKeyId` waits
 * for the program behind that key: a process works on few of one key at once, so that one that hangs holds up no other's.
 */
export interface Jobs {
  'report.render': { clinicId: string; reportId: string };
  'webhook.deliver': { clinicId: string; apiKeyId: string; eventId: string };
  /** Images of a study that nobody ordered were stored by a key. */
  'study.arrive': { clinicId: string; apiKeyId: string; studyInstanceUid: string; requestId: string };
  /** A capture was stored: the key that created its study is asked where to upload it. `attempt` counts from 1. Raw UUIDs. */
  'capture.send': { clinicId: string; apiKeyId: string; studyId: string; sopInstanceUid: string; source: CaptureSource; attempt: number };
  'mail.send': { clinicId: string; mailId: string };
}
/** The image that was on the screen, as far as it is known. */
export interface CaptureSource {
  seriesInstanceUid?: string | undefined;
  sopInstanceUid?: string | undefined;
}
export type JobName = keyof Jobs;

export interface Queue {
  /** Adds a job in the caller's transaction: it exists exactly when the transaction commits. `startAfter` delays it. */
  add<Name extends JobName>(tx: Tx, name: Name, payload: Jobs[Name], options?: { startAfter?: Date }): Promise<void>;
  /** Works on jobs until `stop`. A handler that throws is called again later. */
  work<Name extends JobName>(name: Name, handler: (payload: Jobs[Name]) => Promise<void>): Promise<void>;
  /** Takes no more jobs, waits for the running ones, closes. */
  stop(): Promise<void>;
}
