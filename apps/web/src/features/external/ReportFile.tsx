import type { ExternalReportView } from '@readroom/contract';
import { ExternalLink, FileText } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../../ui/index.ts';
import { fileAddress } from './report-facts.ts';

/** The file of an external report in its place: a picture as such, a PDF in the browser's own viewer. */
export function ReportFile({ studyId, report }: { studyId: string; report: ExternalReportView }) {
  const [isBroken, setBroken] = useState(false);
  if (!report.file) return null;
  const { name, type } = report.file;
  const address = fileAddress(studyId, report);
  const isPicture = type.startsWith('image/');
  const canShow = !isBroken && (isPicture || navigator.pdfViewerEnabled);
  return (
    <div className="flex h-full min-h-0 flex-col">
      <div className="flex items-center gap-3 border-b border-border px-4 py-1.5 text-[13px]">
        <span className="min-w-0 flex-1 truncate text-muted">{name}</span>
        <a href={address} target="_blank" rel="noreferrer" className="inline-flex shrink-0 items-center gap-1.5">
          <ExternalLink size={14} aria-hidden />
          Open in a new tab
        </a>
      </div>
      <div className="min-h-0 flex-1 overflow-auto">
        {!canShow && (
          <EmptyState
            icon={<FileText size={22} aria-hidden />}
            title={isBroken ? 'This picture cannot be shown' : 'This browser shows no PDF here'}
          >
            {isBroken
              ? 'It could not be loaded, or its file is damaged. Open it in a new tab, or ask whoever sent it.'
              : 'Open it in a new tab, or with another program once it is downloaded.'}
          </EmptyState>
        )}
        {canShow && isPicture && (
          <img
            src={address}
            alt={`The report as a picture: ${name}`}
            className="mx-auto block max-w-full"
            onError={() => setBroken(true)}
          />
        )}
        {canShow && !isPicture && <iframe src={address} title={`The report as a PDF: ${name}`} className="block size-full border-0" />}
      </div>
    </div>
  );
}
