import type { AuditFilterActor, AuditLogEvent } from '@readroom/contract';
import { ChevronRight, ListFilter } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { Badge, Button } from '../../../ui/index.ts';
import { describeAction } from './actions.ts';

const when = (time: string) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export interface AuditRowProps {
  event: AuditLogEvent;
  onOnlyActor: (actor: AuditFilterActor) => void;
  onOnlyStudy: (studyId: string) => void;
}

/** One event: who did what, and behind that everything that is on record. */
export function AuditRow(props: AuditRowProps) {
  const { event } = props;
  const { actor } = event;
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="group w-full min-w-0" onToggle={(toggled) => setOpen(toggled.currentTarget.open)}>
      <summary className="flex cursor-pointer list-none items-baseline gap-x-3 rounded-md max-sm:flex-wrap [&::-webkit-details-marker]:hidden">
        <ChevronRight size={14} aria-hidden className="shrink-0 translate-y-0.5 text-muted group-open:rotate-90" />
        <time dateTime={event.at} className="tabular w-44 shrink-0 text-[13px] text-muted max-sm:w-[calc(100%-2rem)]">
          {when(event.at)}
        </time>
        <span className="min-w-0 flex-1 break-words max-sm:pl-6">
          <strong className="font-medium">{actor.name}</strong> {describeAction(event.action, event.subjectName)}
        </span>
        {actor.kind !== 'user' && <Badge>{KINDS[actor.kind]}</Badge>}
      </summary>
      {isOpen && <Record {...props} />}
    </details>
  );
}

function Record({ event, onOnlyActor, onOnlyStudy }: AuditRowProps) {
  const { actor, studyId, requestId, subject, subjectName, detail } = event;
  const { kind, id } = actor;
  return (
    <div className="mt-3 ml-6 flex flex-col gap-3 max-sm:ml-0">
      <dl className="m-0 grid grid-cols-[9rem_1fr] gap-x-3 gap-y-1.5 text-[13px] max-sm:grid-cols-1 max-sm:gap-y-0.5">
        <Fact name="Action">{event.action}</Fact>
        <Fact name="Done to">{subjectName === null ? subject : `${subjectName} (${subject})`}</Fact>
        {studyId !== null && (
          <Fact name="Study">
            {studyId}{' '}
            <Link href={`/study/${studyId}`} className="font-sans text-accent">
              Open
            </Link>
          </Fact>
        )}
        {Object.entries(detail).map(([name, value]) => (
          <Fact key={name} name={labelOf(name)}>
            {textOf(value)}
          </Fact>
        ))}
        {requestId !== null && <Fact name="Request">{requestId}</Fact>}
        <Fact name="In the chain">{event.isSealed ? 'yes' : 'not yet: it is sealed within moments'}</Fact>
      </dl>
      <div className="flex flex-wrap gap-2">
        {id !== null && (kind === 'user' || kind === 'key') && (
          <Button
            size="small"
            icon={<ListFilter size={14} aria-hidden />}
            onClick={() => onOnlyActor({ kind, id, name: actor.name, detail: '' })}
          >
            Only {actor.name}
          </Button>
        )}
        {studyId !== null && (
          <Button size="small" icon={<ListFilter size={14} aria-hidden />} onClick={() => onOnlyStudy(studyId)}>
            Only this study
          </Button>
        )}
      </div>
    </div>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="contents">
      <dt className="text-muted">{name}</dt>
      <dd className="m-0 min-w-0 font-mono text-xs leading-5 break-all max-sm:mb-1.5">{children}</dd>
    </div>
  );
}

const KINDS = { key: 'API key', link: 'Link', system: 'Program' } as const;

/** "sessionsEnded" as "Sessions ended". */
function labelOf(name: string): string {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(value: string | number | boolean | null): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null ? 'none' : String(value).replaceAll(',', ', ');
}
