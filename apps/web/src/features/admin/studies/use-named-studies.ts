import type { PriorStudy } from '@readroom/contract';
import { useState } from 'react';
import { useStudiesNamed } from './queries.ts';

/** What is known of the studies with these ids. One that was chosen here is known already; the others are asked for together, and once. */
export function useNamedStudies(studyIds: string[]) {
  const [chosen, setChosen] = useState<PriorStudy[]>([]);
  const [asked, setAsked] = useState<string[]>([]);
  const isChosen = (studyId: string) => chosen.some((study) => study.studyId === studyId);
  const fresh = [...new Set(studyIds)].filter((studyId) => !asked.includes(studyId) && !isChosen(studyId));
  if (fresh.length > 0) setAsked([...asked, ...fresh]);
  const told = useStudiesNamed(asked);
  return {
    studies: new Map([...(told.data ?? []), ...chosen].map((study) => [study.studyId, study])),
    /** What that means of the rest. */
    others: told.isError ? ('not_told' as const) : told.isSuccess && !told.isPlaceholderData ? ('gone' as const) : ('looked_for' as const),
    remember: (study: PriorStudy) => setChosen((before) => [...before, study]),
  };
}
