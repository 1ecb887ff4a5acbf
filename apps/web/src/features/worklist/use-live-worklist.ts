import type { WorklistRow } from '@readroom/contract';
import { useCallback, useEffect, useRef, useState } from 'react';
import { type LiveState, useStudyEvents } from '../../api/index.ts';
import { SEVERITY_LABELS } from '../study/index.ts';

/** Events come in bursts (a study and its images): they are gathered before the rows are read again. */
const GATHER_MS = 300;
const HIGHLIGHT_MS = 6_000;

export interface LiveWorklist {
  state: LiveState;
  /** Studies that arrived a moment ago. */
  arrivals: ReadonlySet<string>;
  /** For screen readers: what arrived last, without the patient. */
  announcement: string;
}

/** Keeps the rows up to date with the server's events, and remembers for a moment what is new. */
export function useLiveWorklist(refresh: (studyIds: string[]) => Promise<WorklistRow[]>, refreshAll: () => void): LiveWorklist {
  const [arrivals, setArrivals] = useState<ReadonlySet<string>>(new Set());
  const [announcement, setAnnouncement] = useState('');
  const waiting = useRef({ ids: new Set<string>(), created: new Set<string>() });
  const gatherTimer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const forgetTimers = useRef(new Set<ReturnType<typeof setTimeout>>());

  const highlight = useCallback((rows: WorklistRow[]) => {
    if (rows.length === 0) return;
    setArrivals((current) => new Set([...current, ...rows.map((row) => row.studyId)]));
    setAnnouncement(describeArrivals(rows));
    const timer = setTimeout(() => {
      forgetTimers.current.delete(timer);
      setArrivals((current) => new Set([...current].filter((id) => !rows.some((row) => row.studyId === id))));
    }, HIGHLIGHT_MS);
    forgetTimers.current.add(timer);
  }, []);

  const state = useStudyEvents({
    onResync: refreshAll,
    onStudy: (event) => {
      waiting.current.ids.add(event.studyId);
      if (event.change === 'created') waiting.current.created.add(event.studyId);
      gatherTimer.current ??= setTimeout(() => {
        const { ids, created } = waiting.current;
        waiting.current = { ids: new Set(), created: new Set() };
        gatherTimer.current = undefined;
        void refresh([...ids]).then((added) => highlight(added.filter((row) => created.has(row.studyId))));
      }, GATHER_MS);
    },
  });

  useEffect(() => {
    const timers = forgetTimers.current;
    return () => {
      clearTimeout(gatherTimer.current);
      gatherTimer.current = undefined;
      for (const timer of timers) clearTimeout(timer);
    };
  }, []);

  return { state, arrivals, announcement };
}

function describeArrivals(rows: WorklistRow[]): string {
  const [first] = rows;
  if (rows.length > 1 || !first) return `${rows.length} new studies on the worklist.`;
  return `New ${SEVERITY_LABELS[first.severity]} study: ${first.studyDescription}.`;
}
