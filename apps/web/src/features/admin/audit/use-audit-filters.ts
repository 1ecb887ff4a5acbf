import type { AuditFilterActor } from '@readroom/contract';
import { useState } from 'react';
import { useListFilters } from '../use-list-filters.ts';
import { ALL_EVENTS, AUDIT_ADDRESS, type AuditFilters, addressChange } from './audit-filters.ts';

/** The filters of the log: what its address holds, and beside it who is meant by name, what is being typed, and when a period was chosen. */
export function useAuditFilters() {
  const { filters: address, change: changeAddress, clear: clearAddress } = useListFilters(AUDIT_ADDRESS);
  const [since, setSince] = useState(() => Date.now());
  const [chosen, setChosen] = useState<AuditFilterActor | null>(null);
  const [studyText, setStudyText] = useState(address.study);
  const [shownStudy, setShownStudy] = useState(address.study);
  if (address.study !== shownStudy) {
    setShownStudy(address.study);
    if (address.study !== '') setStudyText(address.study);
  }
  const actorId = address.user || address.key;
  const kind = address.user ? 'user' : 'key';
  const filters: AuditFilters = {
    period: address.period,
    since,
    fromDay: address.from,
    toDay: address.to,
    actor: actorId === '' ? null : chosen?.id === actorId ? chosen : { kind, id: actorId, name: '', detail: '' },
    area: address.area,
    action: address.action,
    studyId: studyText,
  };
  const change = (part: Partial<AuditFilters>) => {
    if (part.since !== undefined) setSince(part.since);
    if (part.actor !== undefined) setChosen(part.actor);
    if (part.studyId !== undefined) setStudyText(part.studyId);
    changeAddress(addressChange(part));
  };
  const clear = () => {
    setStudyText(ALL_EVENTS.studyId);
    clearAddress();
  };
  return { filters, change, clear };
}
