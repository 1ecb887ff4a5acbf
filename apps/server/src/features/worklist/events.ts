import type { ServerResponse } from 'node:http';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { mayOpenStudy } from '../access/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { findStudyById } from './event-repository.ts';
import { STUDY_CHANNEL, type StudyNotice, toEvent } from './notice.ts';

const PING_MS = 20_000;

const NoticeSchema = z.object({
  clinicId: z.uuid(),
  studyId: z.uuid(),
  change: z.enum(['created', 'updated', 'images', 'report', 'deleted']),
});

interface Listener {
  user: UserPrincipal;
  stream: ServerResponse;
}

/** Fans database notices out to the browsers that may see the study. */
export interface StudyEvents {
  /** Sends events on the stream until it closes. The headers are already sent. */
  add(user: UserPrincipal, stream: ServerResponse): void;
  /** Ends every stream: browsers connect again by themselves. */
  close(): Promise<void>;
}

export async function startStudyEvents(deps: Deps): Promise<StudyEvents> {
  const listeners = new Set<Listener>();
  const ping = setInterval(() => {
    for (const { stream } of listeners) stream.write(': ping\n\n');
  }, PING_MS);

  const forward = async (notice: StudyNotice) => {
    const interested = [...listeners].filter(({ user }) => user.clinicId === notice.clinicId);
    if (interested.length === 0) return;
    const study = await deps.db.inClinic(notice.clinicId, (tx) => findStudyById(tx, notice.studyId));
    for (const { user, stream } of interested) {
      // A study that went out of reach (reassigned) is told too: its row must leave the screen. The id alone says nothing.
      if (!study || mayOpenStudy(user, study) || !user.studyId) stream.write(`event: study\ndata: ${JSON.stringify(toEvent(notice))}\n\n`);
    }
  };
  const onPayload = (payload: string) => {
    const notice = NoticeSchema.safeParse(JSON.parse(payload));
    if (!notice.success) return;
    forward(notice.data).catch((err: unknown) => deps.log.error({ err }, 'a live update could not be sent'));
  };
  // After a lost connection notices may be missing: every screen is told to read again.
  const onConnected = () => {
    for (const { stream } of listeners) stream.write('event: resync\ndata: {}\n\n');
  };
  const stopListening = await deps.db.listen(STUDY_CHANNEL, onPayload, onConnected);

  return {
    add(user, stream) {
      const listener = { user, stream };
      listeners.add(listener);
      stream.on('close', () => listeners.delete(listener));
      stream.write('event: ready\ndata: {}\n\n');
    },
    async close() {
      clearInterval(ping);
      for (const { stream } of listeners) stream.end();
      await stopListening();
    },
  };
}
