import type { ExternalReportView } from '@readroom/contract';
import { FileText } from 'lucide-react';
import { useId } from 'react';
import { Badge, Button, Dialog } from '../../ui/index.ts';
import { ReportFile } from './ReportFile.tsx';
import { origin, readableTime } from './report-facts.ts';

/** The earlier reports of the patient that came as files. */
export function EarlierFiles({ reports, onOpen }: { reports: ExternalReportView[]; onOpen: (report: ExternalReportView) => void }) {
  const headingId = useId();
  return (
    <section className="mt-5" aria-labelledby={headingId}>
      <h3 id={headingId} className="m-0 mb-2 text-[13px] font-semibold">
        Earlier reports as files
      </h3>
      <ul className="m-0 flex list-none flex-col gap-2 p-0">
        {reports.map((report) => (
          <li
            key={report.externalReportId}
            className="flex flex-wrap items-center gap-x-3 gap-y-1 rounded-lg border border-border px-3 py-2"
          >
            {report.modality && <Badge>{report.modality}</Badge>}
            <div className="min-w-0 flex-1 basis-40">
              <p className="m-0 truncate font-medium">{report.studyDescription}</p>
              <p className="m-0 text-[13px] break-words text-muted">
                {report.studyDate ? readableTime(report.studyDate) : 'no date'}; {origin(report)}
              </p>
            </div>
            <Button
              size="small"
              icon={<FileText size={14} aria-hidden />}
              aria-label={`Open the file: ${report.studyDescription}, ${report.studyDate ?? 'no date'}`}
              onClick={() => onOpen(report)}
            >
              Open
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** One of them over the study. */
export function EarlierFileDialog({ studyId, report, onClose }: { studyId: string; report: ExternalReportView; onClose: () => void }) {
  return (
    <Dialog
      isOpen
      onClose={onClose}
      width="large"
      title={`${report.studyDescription}${report.studyDate ? `, ${readableTime(report.studyDate)}` : ''}`}
      description={origin(report)}
    >
      <div className="h-[70dvh] overflow-hidden rounded-lg border border-border">
        <ReportFile studyId={studyId} report={report} />
      </div>
    </Dialog>
  );
}
