import { ActionSchema, type Severity, type Study, StudySchema } from '@readroom/contract';
import { CircleCheck, CircleSlash, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { api, describeError } from '../../../api/index.ts';
import { Button, Dialog, ProgressBar, Select } from '../../../ui/index.ts';
import { SEVERITY_LABELS } from '../../study/index.ts';
import { type Outcome, runOneByOne } from './bulk.ts';
import { useReaders } from './queries.ts';
import { subjectOf } from './subject.ts';

export type BulkKind = 'assign' | 'severity' | 'cancel';

export interface BulkDialogProps {
  kind: BulkKind;
  studies: Study[];
  onChanged: () => void;
  onClose: (isDone: boolean) => void;
}

const TITLES: Record<BulkKind, string> = { assign: 'Assign', severity: 'Set the priority of', cancel: 'Cancel' };
const ACTIONS: Record<BulkKind, string> = { assign: 'Assign', severity: 'Set', cancel: 'Cancel the studies' };
const SEVERITIES = (['normal', 'high', 'stat'] as const).map((value) => ({ value, label: SEVERITY_LABELS[value] }));

/** One change to many studies: what it is, how far it is, and what became of each. */
export function BulkDialog({ kind, studies, onChanged, onClose }: BulkDialogProps) {
  const readers = useReaders();
  const [reader, setReader] = useState<string>();
  const [severity, setSeverity] = useState<Severity>('high');
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, Outcome>>(new Map());
  const [phase, setPhase] = useState<'asking' | 'running' | 'done'>('asking');
  const stop = useRef<AbortController>(null);
  // A page that is left begins nothing more.
  useEffect(() => () => stop.current?.abort(), []);

  const change = ({ studyId }: Study) => {
    if (kind === 'cancel') return api.post('/api/admin/studies/cancel', { studyId }, ActionSchema);
    const body = kind === 'severity' ? { severity } : { assignedTo: reader === 'none' ? null : reader };
    return api.patch(`/api/admin/studies/${studyId}`, body, StudySchema);
  };
  const run = async () => {
    const running = new AbortController();
    stop.current = running;
    setPhase('running');
    await runOneByOne(studies, change, {
      signal: running.signal,
      onOutcome: ({ studyId }, outcome) => setOutcomes((before) => new Map(before).set(studyId, outcome)),
    });
    setPhase('done');
    onChanged();
  };
  const count = (state: Outcome['state']) => [...outcomes.values()].filter((outcome) => outcome.state === state).length;
  const many = studies.length === 1 ? '1 study' : `${studies.length} studies`;
  const summary = [
    `${count('done')} done`,
    count('failed') > 0 && `${count('failed')} refused`,
    count('stopped') > 0 && `${count('stopped')} not begun`,
  ].filter(Boolean);
  return (
    <Dialog
      isOpen
      {...(phase !== 'running' && { onClose: () => onClose(phase === 'done') })}
      title={phase === 'asking' ? `${TITLES[kind]} ${many}${kind === 'cancel' ? '?' : ''}` : `${TITLES[kind]} ${many}`}
      {...(phase === 'asking' &&
        kind === 'cancel' && { description: 'They leave the worklist, and nobody can dictate them. You can bring them back one by one.' })}
      footer={
        <>
          {phase === 'asking' && (
            <>
              <Button onClick={() => onClose(false)}>Close</Button>
              <Button variant={kind === 'cancel' ? 'danger' : 'primary'} disabled={kind === 'assign' && reader === undefined} onClick={run}>
                {ACTIONS[kind]}
              </Button>
            </>
          )}
          {phase === 'running' && <Button onClick={() => stop.current?.abort()}>Stop after this one</Button>}
          {phase === 'done' && (
            <Button variant="primary" onClick={() => onClose(true)}>
              Close
            </Button>
          )}
        </>
      }
    >
      <div className="flex flex-col gap-3 pb-1">
        {phase === 'asking' && kind === 'assign' && (
          <Select
            label="Reader"
            placeholder={readers.isPending ? 'Loading…' : 'Choose a reader'}
            value={reader}
            options={[
              { value: 'none', label: 'Nobody' },
              ...(readers.data ?? []).map(({ userId, name }) => ({ value: userId, label: name })),
            ]}
            {...(readers.isError && { error: 'The readers cannot be read now. Close this and try again.' })}
            onChange={setReader}
          />
        )}
        {phase === 'asking' && kind === 'severity' && (
          <Select label="Priority" value={severity} options={SEVERITIES} onChange={setSeverity} />
        )}
        {phase !== 'asking' && (
          <>
            <ProgressBar label="Progress" value={outcomes.size / studies.length} />
            <p role="status" className="m-0">
              {phase === 'running' ? `${outcomes.size} of ${studies.length}…` : `${summary.join(', ')}.`}
            </p>
          </>
        )}
        <ul className="m-0 flex max-h-72 list-none flex-col overflow-y-auto rounded-lg border border-border p-0">
          {studies.map((study) => (
            <li key={study.studyId} className="flex items-start gap-2.5 border-t border-border px-3 py-2 first:border-t-0">
              <div className="min-w-0 flex-1">
                <p className="m-0 truncate">{subjectOf(study)}</p>
                <Result outcome={outcomes.get(study.studyId)} />
              </div>
            </li>
          ))}
        </ul>
      </div>
    </Dialog>
  );
}

function Result({ outcome }: { outcome: Outcome | undefined }) {
  if (!outcome) return null;
  if (outcome.state === 'done') {
    return (
      <p className="m-0 flex items-center gap-1.5 text-[13px] text-success">
        <CircleCheck size={14} aria-hidden /> Done
      </p>
    );
  }
  if (outcome.state === 'stopped') {
    return (
      <p className="m-0 flex items-center gap-1.5 text-[13px] text-muted">
        <CircleSlash size={14} aria-hidden /> Not begun
      </p>
    );
  }
  return (
    <p className="m-0 flex items-start gap-1.5 text-[13px] text-danger">
      <TriangleAlert size={14} aria-hidden className="mt-0.5 shrink-0" /> {describeError(outcome.error).message}
    </p>
  );
}
