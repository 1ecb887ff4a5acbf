import type { ExternalReportView, PriorReport, Study } from '@readroom/contract';
import { ClipboardList, FileClock } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { Badge, Button, Popover } from '../../ui/index.ts';
import { EarlierFileDialog, EarlierFiles, useExternalReports } from '../external/index.ts';
import { formatDay } from './facts.ts';

/** What the order says beside the images: why, what is known, what the technologist noted, and the prior reports to read. */
export function ClinicalContext({ study }: { study: Study }) {
  const priors = study.priorReports ?? [];
  const files = useExternalReports(study.studyId).data?.priors ?? [];
  const [opened, setOpened] = useState<ExternalReportView | null>(null);
  // Those with a text are among the reports already.
  const count = priors.length + files.filter(({ reportText }) => reportText === null).length;
  return (
    <>
      <Popover
        label="Clinical context"
        trigger={
          <Button size="small" icon={<ClipboardList size={15} aria-hidden />}>
            <span className="max-xl:sr-only">Context</span>
            {count > 0 && (
              <span className="inline-flex items-center gap-1 text-accent">
                <FileClock size={14} aria-hidden />
                {count}
              </span>
            )}
          </Button>
        }
      >
        <h2 className="m-0 mb-3 text-base font-semibold">Clinical context</h2>
        <Facts study={study} />
        {priors.length > 0 && (
          <section className="mt-5">
            <h3 className="m-0 mb-2 text-[13px] font-semibold">Prior reports</h3>
            <div className="flex flex-col gap-2">
              {priors.map((prior, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: prior reports have no id and keep their order
                <Prior key={index} prior={prior} isOpen={priors.length === 1} />
              ))}
            </div>
          </section>
        )}
        {files.length > 0 && <EarlierFiles reports={files} onOpen={setOpened} />}
      </Popover>
      {opened && <EarlierFileDialog studyId={study.studyId} report={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

function Facts({ study }: { study: Study }) {
  const { reportMetadata: order } = study;
  const facts: [string, ReactNode][] = [
    ['Indication', study.clinicalIndication],
    ['History', study.clinicalHistory],
    ['Technique', study.technologistTechnique],
    ['Technologist notes', study.technologistNotes?.length ? study.technologistNotes.join('\n') : null],
    ['Procedure', order.procedure],
    ['Referring physician', order.referringPhysicianName],
    ['Facility', order.facilityName],
    [
      'Height, weight',
      [order.height && `${order.height.value} ${order.height.unit}`, order.weight && `${order.weight.value} ${order.weight.unit}`]
        .filter(Boolean)
        .join(', '),
    ],
  ];
  const known = facts.filter(([, value]) => value);
  if (known.length === 0) return <p className="m-0 text-muted">The order says nothing more.</p>;
  return (
    <dl className="m-0 grid grid-cols-[8.5rem_1fr] gap-x-3 gap-y-2.5 max-sm:grid-cols-1 max-sm:gap-y-1">
      {known.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="m-0 break-words whitespace-pre-wrap max-sm:mb-2">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Prior({ prior, isOpen }: { prior: PriorReport; isOpen: boolean }) {
  return (
    <details className="rounded-lg border border-border" open={isOpen}>
      <summary className="flex cursor-pointer items-center gap-2 rounded-lg px-3 py-2 hover:bg-surface-hover">
        {prior.modality && <Badge>{prior.modality}</Badge>}
        <span className="min-w-0 flex-1 truncate font-medium">{prior.studyDescription ?? 'Prior report'}</span>
        <span className="tabular shrink-0 text-muted">{prior.studyDate ? formatDay(prior.studyDate) : 'no date'}</span>
      </summary>
      <div className="border-t border-border px-3 py-2 break-words whitespace-pre-wrap">{prior.reportText}</div>
    </details>
  );
}
