import { AuditIntegritySchema, type AuditVerifyProgress, AuditVerifyProgressSchema } from '@readroom/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { ShieldAlert, ShieldCheck } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { api, describeError, queryKeys } from '../../../api/index.ts';
import { Button, ProgressBar } from '../../../ui/index.ts';

const when = (time: string) => new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
const events = (count: number) => `${count.toLocaleString()} ${count === 1 ? 'event' : 'events'}`;

/** More than are written in the moments until the next seal. */
const MANY_WAITING = 5000;

/** How far the log is sealed, when it was last verified, and the way to verify it now. */
export function IntegrityCard() {
  const queryClient = useQueryClient();
  const integrity = useQuery({
    queryKey: queryKeys.adminAuditIntegrity,
    queryFn: ({ signal }) => api.get('/api/admin/audit/integrity', AuditIntegritySchema, { signal }),
  });
  const [progress, setProgress] = useState<AuditVerifyProgress | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  const walk = useRef<AbortController | null>(null);
  useEffect(() => () => walk.current?.abort(), []);

  const verify = async () => {
    const controller = new AbortController();
    walk.current = controller;
    setFailure(null);
    setProgress({ verified: 0, total: integrity.data?.sealed ?? 0, done: false, faults: [] });
    try {
      const { signal } = controller;
      for await (const next of api.postLines('/api/admin/audit/verify', AuditVerifyProgressSchema, { signal })) setProgress(next);
      await queryClient.invalidateQueries({ queryKey: queryKeys.adminAuditIntegrity });
    } catch (error) {
      setProgress(null);
      if (!controller.signal.aborted) setFailure(error);
    }
  };
  const isRunning = progress !== null && !progress.done;
  const faults = progress?.done ? progress.faults : [];
  const last = integrity.data?.lastVerification;
  const waiting = integrity.data?.waiting ?? 0;
  const isBroken = faults.length > 0 || (!progress?.done && (last?.faults ?? 0) > 0);
  return (
    <section aria-label="Integrity of the log" className="mb-4 rounded-xl border border-border bg-surface-raised px-4 py-3">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        {isBroken ? (
          <ShieldAlert size={20} aria-hidden className="shrink-0 text-danger" />
        ) : (
          <ShieldCheck size={20} aria-hidden className="shrink-0 text-success" />
        )}
        <div className="min-w-0 flex-1 basis-56">
          {integrity.error ? (
            <p className="m-0 text-danger">{describeError(integrity.error, true).message}</p>
          ) : (
            <p className="m-0">
              {integrity.data?.sealedUpTo
                ? `Sealed up to ${when(integrity.data.sealedUpTo)}: ${events(integrity.data.sealed)} in the hash chain.`
                : integrity.data
                  ? 'Nothing is sealed yet.'
                  : 'Looking at the hash chain.'}
            </p>
          )}
          <p className="m-0 text-[13px] text-muted">
            {waiting > MANY_WAITING &&
              `${events(waiting)} wait to be sealed: tell whoever runs this installation if they do not become fewer. `}
            {last ? `Last verified ${when(last.at)} by ${last.by}: ${outcome(last.verified, last.faults)}` : 'Not verified yet.'}
          </p>
        </div>
        {isRunning ? (
          <Button onClick={() => walk.current?.abort()}>Stop</Button>
        ) : (
          <Button disabled={!integrity.data} onClick={() => void verify()}>
            Verify
          </Button>
        )}
      </div>
      {isRunning && (
        <div className="mt-3 flex items-center gap-3">
          <ProgressBar label="Verifying the log" value={progress.total === 0 ? null : progress.verified / progress.total} />
          <span className="tabular shrink-0 text-[13px] text-muted">
            {progress.verified.toLocaleString()} of {progress.total.toLocaleString()}
          </span>
        </div>
      )}
      <div role="status">
        {progress?.done && faults.length === 0 && (
          <p className="mt-3 mb-0 rounded-md bg-success-surface px-3 py-2 text-success">
            {events(progress.verified)} verified: none was changed, removed or put in afterwards.
          </p>
        )}
      </div>
      {failure !== null && (
        <p role="alert" className="mt-3 mb-0 rounded-md bg-danger-surface px-3 py-2 text-danger">
          {describeError(failure).message}
        </p>
      )}
      {faults.length > 0 && (
        <div role="alert" className="mt-3 rounded-md bg-danger-surface px-3 py-2 text-danger">
          <strong>The log was tampered with.</strong> Keep an export and the database as they are, and tell whoever runs this installation.
          <ul className="m-0 pl-5">
            {faults.slice(0, 20).map(({ position, problem }) => (
              <li key={`${position} ${problem}`}>
                At position {position.toLocaleString()}: {problem}
              </li>
            ))}
          </ul>
          {faults.length > 20 && <p className="m-0">And {(faults.length - 20).toLocaleString()} more.</p>}
        </div>
      )}
    </section>
  );
}

function outcome(verified: number, faults: number): string {
  return faults === 0
    ? `${events(verified)}, nothing was changed.`
    : `${faults === 1 ? 'a fault was' : `${faults} faults were`} found. Verify again for what and where.`;
}
