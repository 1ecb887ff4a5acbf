import type { ServerResponse } from 'node:http';
import type { Deps } from '../../deps.ts';
import { mayHearOf } from '../access/index.ts';
import { findLivingSessions, SESSION_ENDED_CHANNEL, type UserPrincipal } from '../principal/index.ts';
import { findStudyById } from './event-repository.ts';
import { parseNotice, STUDY_CHANNEL, type StudyNotice, toEvent } from './notice.ts';

const PING_MS = 20_000;
/** A browser that reads nothing is let go before what waits for it fills the memory. */
const MAX_UNREAD_BYTES = 1024 * 1024;
/** More windows than anybody works with. The oldest stream gives way to one more. */
const MOST_OF_A_SESSION = 50;

interface Listener {
  user: UserPrincipal;
  stream: ServerResponse;
}

/** Fans database notices out to the browsers that may see the study. */
export interface StudyEvents {
  /** Sends events on the stream until it closes or its session ends. The headers are already sent. */
  add(user: UserPrincipal, stream: ServerResponse): void;
  /** Ends every stream: browsers connect again by themselves. */
  close(): Promise<void>;
}

/** @param pingMs every so often streams are kept awake, and those whose session has ended are closed. */
export async function startStudyEvents(deps: Deps, pingMs = PING_MS): Promise<StudyEvents> {
  const listeners = new Set<Listener>();

  const send = ({ stream }: Listener, message: string) => {
    if (stream.writableLength > MAX_UNREAD_BYTES) stream.destroy();
    else stream.write(message);
  };

  const ping = async () => {
    for (const listener of listeners) send(listener, ': ping\n\n');
    await dropEnded([...listeners]);
  };

  /** Also takes note of what the users may do by now. */
  const dropEnded = async (some: Listener[]) => {
    const living = await findLivingSessions(deps.db, [...new Set(some.map(({ user }) => user.sessionId))], deps.clock.now());
    const bySession = new Map(living.map((user) => [user.sessionId, user]));
    for (const listener of some) {
      const user = bySession.get(listener.user.sessionId);
      if (user) listener.user = user;
      else listener.stream.end();
    }
  };

  const forward = async (notice: StudyNotice) => {
    const interested = [...listeners].filter(({ user }) => user.clinicId === notice.clinicId);
    if (interested.length === 0) return;
    const study = await deps.db.inClinic(notice.clinicId, (tx) => findStudyById(tx, notice.studyId));
    const message = `event: study\ndata: ${JSON.stringify(toEvent(notice))}\n\n`;
    for (const listener of interested) {
      if (study && mayHearOf(listener.user, study, notice.formerCustomerId)) send(listener, message);
    }
  };

  const logged = (work: Promise<void>) => {
    work.catch((err: unknown) => deps.log.error({ err }, 'live updates have a fault; they go on'));
  };
  const stops = [
    await deps.db.listen(
      STUDY_CHANNEL,
      (payload) => {
        const notice = parseNotice(payload);
        if (notice) logged(forward(notice));
      },
      // After a lost connection notices may be missing: every screen is told to read again.
      () => {
        for (const listener of listeners) send(listener, 'event: resync\ndata: {}\n\n');
      },
    ),
    await deps.db.listen(SESSION_ENDED_CHANNEL, (sessionId) => {
      for (const { user, stream } of listeners) if (user.sessionId === sessionId) stream.end();
    }),
  ];
  const timer = setInterval(() => logged(ping()), pingMs);

  return {
    add(user, stream) {
      const ofSession = [...listeners].filter((listener) => listener.user.sessionId === user.sessionId);
      if (ofSession.length >= MOST_OF_A_SESSION) ofSession[0]?.stream.end();
      const listener = { user, stream };
      listeners.add(listener);
      stream.on('close', () => listeners.delete(listener));
      send(listener, 'event: ready\ndata: {}\n\n');
      // The session may have ended between its check and this moment, when nobody listened for it yet.
      logged(dropEnded([listener]));
    },
    async close() {
      clearInterval(timer);
      for (const { stream } of listeners) stream.end();
      for (const stop of stops) await stop();
    },
  };
}
