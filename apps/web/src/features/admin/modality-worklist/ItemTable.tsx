import type { ModalityWorklist } from '@readroom/contract';
import { formatPersonName } from '@readroom/dicom/person-name';
import { readableDay, readableTime } from './worklist-day.ts';

type Item = ModalityWorklist['items'][number];

const HEADINGS = ['When', 'Modality', 'Patient', 'Procedure', 'Accession number'];

/** One row for each scheduled step, as the console of a scanner lists them. */
export function ItemTable({ items }: { items: Item[] }) {
  const rows = items.flatMap((item) => item.ScheduledProcedureStepSequence.map((step) => ({ item, step })));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is scrolled by the keyboard
    <section aria-label="Modality worklist" tabIndex={0} className="overflow-x-auto rounded-xl border border-border bg-surface-raised">
      <table className="w-full min-w-160 border-collapse text-left">
        <caption className="sr-only">What the scanner would show</caption>
        <thead className="text-[13px] text-muted">
          <tr>
            {HEADINGS.map((heading) => (
              <th key={heading} scope="col" className="px-4 py-2.5 font-medium">
                {heading}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ item, step }) => (
            <tr key={`${item.StudyInstanceUID} ${step.ScheduledProcedureStepID}`} className="border-t border-border align-top">
              <td className="px-4 py-2.5 whitespace-nowrap tabular-nums">
                {readableDay(step.ScheduledProcedureStepStartDate)} {readableTime(step.ScheduledProcedureStepStartTime)}
              </td>
              <td className="px-4 py-2.5">{step.Modality}</td>
              <td className="px-4 py-2.5">
                <span className="block font-medium">{formatPersonName(item.PatientName)}</span>
                <span className="text-[13px] text-muted">
                  {[item.PatientID, readableDay(item.PatientBirthDate), item.PatientSex].filter(Boolean).join(', ')}
                </span>
              </td>
              <td className="px-4 py-2.5">
                <span className="block">
                  {step.ScheduledProcedureStepDescription || item.RequestedProcedureDescription || item.StudyDescription || 'Not described'}
                </span>
                {item.ProtocolName && <span className="text-[13px] text-muted">{item.ProtocolName}</span>}
              </td>
              <td className="px-4 py-2.5 break-all">{item.AccessionNumber}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
