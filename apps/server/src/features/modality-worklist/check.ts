import {
  ITEM_TEXTS,
  type ModalityWorklistQuery,
  ScheduledProcedureStepSchema,
  STEP_TEXTS,
  type WorklistItem,
  WorklistItemSchema,
} from '@readroom/contract';
import { z } from 'zod';
import { issuesOf } from '../../platform/http/issues.ts';

type Asked = Pick<ModalityWorklistQuery, 'dateStart' | 'dateEnd' | 'modality'>;

/** The steps are looked at one by one. */
const ItemOfAnySteps = WorklistItemSchema.extend({
  ScheduledProcedureStepSequence: z.array(z.unknown()).min(1, 'expected a scheduled procedure step'),
});

/**
 * The good items of an answer that are what was asked for. A bad step is left out alone, an item without a good step as a whole, and so is a bad item; each with a
 * warning that names the place and never what stood there.
 */
export function checkItems(items: readonly unknown[], asked: Asked): { items: WorklistItem[]; warnings: string[] } {
  const warnings: string[] = [];
  const leaveOut = (place: string, why: string) => void warnings.push(`${place} was left out: ${why}`);
  const good = items.flatMap((given, index) => {
    const place = `items[${index}]`;
    const item = ItemOfAnySteps.safeParse(given);
    if (!item.success) {
      leaveOut(place, whyNot(item.error));
      return [];
    }
    const steps = item.data.ScheduledProcedureStepSequence.flatMap((step, at) => {
      const checked = ScheduledProcedureStepSchema.safeParse(step);
      const why = checked.success ? notAsked(checked.data, asked) : whyNot(checked.error);
      if (why !== null) leaveOut(`${place}.ScheduledProcedureStepSequence[${at}]`, why);
      return checked.success && why === null ? [allTexts(STEP_TEXTS, checked.data)] : [];
    });
    if (steps.length === 0) leaveOut(place, 'it has no usable step.');
    return steps.length === 0 ? [] : [{ ...allTexts(ITEM_TEXTS, item.data), ScheduledProcedureStepSequence: steps }];
  });
  return { items: good, warnings };
}

/** Every one of these is there, as text. */
function allTexts<Field extends string>(
  fields: Field[],
  given: Partial<Record<Field, string | number | null | undefined>>,
): Record<Field, string> {
  return Object.fromEntries(fields.map((field) => [field, String(given[field] ?? '')])) as Record<Field, string>;
}

function whyNot(error: z.ZodError): string {
  const [issue] = issuesOf(error);
  return [issue?.path, issue?.message].filter(Boolean).join(': ');
}

function notAsked(step: z.infer<typeof ScheduledProcedureStepSchema>, { dateStart, dateEnd, modality }: Asked): string | null {
  const day = step.ScheduledProcedureStepStartDate;
  if (day < dateStart.replaceAll('-', '') || day > dateEnd.replaceAll('-', '')) return 'it is on another day than was asked for.';
  return modality && step.Modality !== modality ? 'it is of another modality than was asked for.' : null;
}

/** When an item begins, as text that sorts. */
export function beginOf(item: WorklistItem): string {
  const begins = item.ScheduledProcedureStepSequence.map(
    (step) => step.ScheduledProcedureStepStartDate + step.ScheduledProcedureStepStartTime,
  );
  return begins.sort()[0] ?? '';
}

/** The same step of the same study, from whichever key. */
export function identityOf(item: WorklistItem): string {
  return [item.StudyInstanceUID, ...item.ScheduledProcedureStepSequence.map((step) => step.ScheduledProcedureStepID).sort()].join('\n');
}
