import type { AuditFilterActor, AuditLogEvent } from '@readroom/contract';
import { ChevronRight, ListFilter } from 'lucide-react';
import type { ReactNode } from 'react';
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
export function AuditRow({ event, onOnlyActor, onOnlyStudy }: AuditRowProps) {
  const { actor, studyId, requestId, subject, detail } = event;
  const { kind, id } = actor;
  const about = event.subjectName === actor.name ? null : event.subjectName;
  const facts: [string, ReactNode][] = [
    ['Action', <code key="action">{event.action}</code>],
    ['Done to', <Identifier key="subject">{event.subjectName === null ? subject : `${event.subjectName} (${subject})`}</Identifier>],
    ...(studyId === null
      ? []
      : [
          [
            'Study',
            <span key="study" className="flex flex-wrap items-center gap-x-3">
              <Link href={`/study/${studyId}`}>Open the study</Link>
              <Identifier>{studyId}</Identifier>
            </span>,
          ] as [string, ReactNode],
        ]),
    ...Object.entries(detail).map(([name, value]): [string, ReactNode] => [
      labelOf(name),
      <Identifier key={name}>{textOf(value)}</Identifier>,
    ]),
    ...(requestId === null ? [] : [['Request', <Identifier key="request">{requestId}</Identifier>] as [string, ReactNode]]),
    ['In the chain', event.isSealed ? 'Yes' : 'Not yet: it is sealed within moments'],
  ];
  return (
    <details className="group w-full min-w-0">
      <summary className="flex cursor-pointer list-none items-baseline gap-x-3 rounded-md max-sm:flex-wrap [&::-webkit-details-marker]:hidden">
        <ChevronRight size={14} aria-hidden className="shrink-0 translate-y-0.5 text-muted transition-transform group-open:rotate-90" />
        <time dateTime={event.at} className="tabular w-44 shrink-0 text-[13px] text-muted max-sm:w-[calc(100%-2rem)]">
          {when(event.at)}
        </time>
        <span className="min-w-0 flex-1 break-words max-sm:pl-6">
          <strong className="font-medium">{actor.name}</strong> {describeAction(event.action, about ?? event.subjectName)}
        </span>
        {kind !== 'user' && <Badge>{KINDS[kind]}</Badge>}
      </summary>
      <div className="mt-3 ml-6 flex flex-col gap-3 max-sm:ml-0">
        <dl className="m-0 grid grid-cols-[9rem_1fr] gap-x-3 gap-y-1.5 text-[13px] max-sm:grid-cols-1 max-sm:gap-y-0.5">
          {facts.map(([name, value]) => (
            <div key={name} className="contents">
              <dt className="text-muted">{name}</dt>
              <dd className="m-0 min-w-0 break-words max-sm:mb-1.5">{value}</dd>
            </div>
          ))}
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
    </details>
  );
}

const KINDS = { key: 'API key', link: 'Link', system: 'Program' } as const;

function Identifier({ children }: { children: ReactNode }) {
  return <span className="font-mono text-xs break-all">{children}</span>;
}

/** "sessionsEnded" as "Sessions ended". */
function labelOf(name: string): string {
  const words = name.replace(/([A-Z])/g, ' $1').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function textOf(value: string | number | boolean | null): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return value === null ? 'none' : String(value).replaceAll(',', ', ');
}
