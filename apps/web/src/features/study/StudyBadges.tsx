import type { Severity, StudyReportStatus } from '@readroom/contract';
import { Ban, ChevronsUp, Siren } from 'lucide-react';
import { Badge, type BadgeTone } from '../../ui/index.ts';
import { SEVERITY_LABELS, STATUS_LABELS } from './labels.ts';

const STATUS_TONES: Record<StudyReportStatus, BadgeTone> = {
  unassigned: 'neutral',
  assigned: 'accent',
  in_progress: 'warning',
  completed: 'success',
  addendum_active: 'warning',
};

export function StatusBadge({ status, isCancelled }: { status: StudyReportStatus; isCancelled: boolean }) {
  if (isCancelled) {
    return (
      <Badge tone="danger" icon={<Ban size={12} aria-hidden />}>
        Cancelled
      </Badge>
    );
  }
  return <Badge tone={STATUS_TONES[status]}>{STATUS_LABELS[status]}</Badge>;
}

/** Never by colour alone: the word and a sign say it too. */
export function SeverityBadge({ severity }: { severity: Severity }) {
  if (severity === 'stat') {
    return (
      <Badge tone="stat" icon={<Siren size={12} aria-hidden />}>
        {SEVERITY_LABELS.stat}
      </Badge>
    );
  }
  if (severity === 'high') {
    return (
      <Badge tone="high" icon={<ChevronsUp size={12} aria-hidden />}>
        {SEVERITY_LABELS.high}
      </Badge>
    );
  }
  return <span className="text-muted">{SEVERITY_LABELS.normal}</span>;
}
