import { AppWindow, PanelRightOpen } from 'lucide-react';
import { Button } from '../../ui/index.ts';
import type { ReportWindow } from './report-window.ts';

/** In the report's place while it is in its own window. */
export function ReportElsewhere({ reportWindow }: { reportWindow: ReportWindow }) {
  return (
    <aside
      aria-label="Report"
      className="flex w-56 shrink-0 flex-col items-center justify-center gap-3 border-l border-border p-4 text-center"
    >
      <AppWindow size={26} aria-hidden className="text-muted" />
      <p className="m-0 text-muted">The report is in its own window.</p>
      <Button size="small" onClick={reportWindow.show}>
        Show it
      </Button>
      <Button size="small" icon={<PanelRightOpen size={15} aria-hidden />} onClick={reportWindow.bringBack}>
        Bring it back
      </Button>
    </aside>
  );
}
