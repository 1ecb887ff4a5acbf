import type { WorklistRow } from '@readroom/contract';
import { CircleCheck } from 'lucide-react';
import { classNames } from '../../ui/index.ts';
import { ageTone, formatAge } from './age.ts';
import { useClock } from './clock.ts';

const TONES = { calm: 'text-text', due: 'text-warning', late: 'font-semibold text-stat' };

/** How long a study has been waiting; once it is signed, how long that took. */
export function AgeClock({ row }: { row: Pick<WorklistRow, 'createdAt' | 'completedAt' | 'severity' | 'isCancelled'> }) {
  return row.completedAt ? <TurnaroundTime row={row} completedAt={row.completedAt} /> : <RunningAge row={row} />;
}

function RunningAge({ row }: { row: Pick<WorklistRow, 'createdAt' | 'severity' | 'isCancelled'> }) {
  const created = Date.parse(row.createdAt);
  const text = useClock((now) => formatAge(now - created));
  const tone = useClock((now) => (row.isCancelled ? 'calm' : ageTone(now - created, row.severity)));
  return (
    <time dateTime={row.createdAt} className={classNames('tabular', TONES[tone])}>
      {text}
      {tone !== 'calm' && <span className="sr-only"> {tone === 'late' ? '(late)' : '(due)'}</span>}
    </time>
  );
}

function TurnaroundTime({ row, completedAt }: { row: { createdAt: string }; completedAt: string }) {
  return (
    <span className="tabular inline-flex items-center gap-1 text-muted">
      <CircleCheck size={13} aria-label="Signed after" />
      {formatAge(Date.parse(completedAt) - Date.parse(row.createdAt))}
    </span>
  );
}
