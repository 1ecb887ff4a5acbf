import { useState } from 'react';
import { rebase } from './rebase.ts';

/** What a form holds. Where what is known changes under it, what was changed here stays and the rest follows. */
export function useFields<Fields extends object>(known: Fields): [Fields, (change: Partial<Fields>) => void] {
  const [before, setBefore] = useState(known);
  const [fields, setFields] = useState(known);
  if (known !== before) {
    setBefore(known);
    setFields(rebase(before, fields, known));
  }
  return [fields, (change) => setFields((now) => ({ ...now, ...change }))];
}
