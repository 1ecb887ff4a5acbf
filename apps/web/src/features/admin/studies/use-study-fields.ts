import type { Study } from '@readroom/contract';
import { useState } from 'react';
import type { Tagged } from '../save-unchanged.ts';
import { contestedNames } from './contested.ts';
import { fieldsOfStudy, NEW_STUDY, rebased, type StudyFields, type StudyKind } from './study-fields.ts';

/** What the form of a study holds. Where a newer state of the study is read, what was changed here stays and the rest follows. */
export function useStudyFields(shown: Tagged<Study> | null, kind: StudyKind) {
  const [known, setKnown] = useState(() => (shown ? fieldsOfStudy(shown.value) : NEW_STUDY));
  const [fields, setFields] = useState(known);
  const [etag, setEtag] = useState(shown?.etag);
  const [contested, setContested] = useState<string[]>([]);
  if (shown && shown.etag !== etag) {
    const next = fieldsOfStudy(shown.value);
    setEtag(shown.etag);
    setContested((before) => [...new Set([...before, ...contestedNames(known, fields, next, kind)])]);
    setFields(rebased(known, fields, next));
    setKnown(next);
  }
  return {
    /** As the server has it. */
    known,
    fields,
    set: (change: Partial<StudyFields>) => setFields((before) => ({ ...before, ...change })),
    /** What was changed both here and elsewhere: saving replaces theirs. */
    contested,
  };
}
