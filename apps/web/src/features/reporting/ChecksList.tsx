import { SECTION_TITLES } from '@readroom/contract';
import type { CheckFinding } from '@readroom/report';
import { CircleAlert, TriangleAlert } from 'lucide-react';
import { classNames } from '../../ui/index.ts';

/** What stands between the report and its signature, with the exact words; a click goes to them. */
export function ChecksList({ findings, onGoTo }: { findings: CheckFinding[]; onGoTo: (finding: CheckFinding) => void }) {
  if (findings.length === 0) return null;
  return (
    <section
      aria-label="Before signing"
      data-testid="checks"
      className="max-h-36 overflow-y-auto border-t border-border bg-surface-raised px-3 py-1.5"
    >
      <h3 className="sr-only">Before signing</h3>
      <ul className="m-0 list-none p-0">
        {findings.map((finding) => (
          <li key={finding.id}>
            <FindingLine finding={finding} onGoTo={onGoTo} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function FindingLine({ finding, onGoTo }: { finding: CheckFinding; onGoTo: (finding: CheckFinding) => void }) {
  const isBlocking = finding.severity === 'blocking';
  const Icon = isBlocking ? CircleAlert : TriangleAlert;
  return (
    <button
      type="button"
      onClick={() => onGoTo(finding)}
      className="flex w-full items-start gap-2 rounded px-1 py-1 text-left text-[13px] hover:bg-surface-hover"
    >
      <Icon size={14} aria-hidden className={classNames('mt-0.5 shrink-0', isBlocking ? 'text-danger' : 'text-warning')} />
      <span className="sr-only">{isBlocking ? 'Must be solved:' : 'Warning:'}</span>
      <span className="min-w-0 flex-1">{finding.message}</span>
      <span className="shrink-0 text-xs text-muted">{finding.label ?? SECTION_TITLES[finding.sectionId]}</span>
    </button>
  );
}
