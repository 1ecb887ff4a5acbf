import type { ModalityWorklist, ModalityWorklistQuery, ModalityWorklistRequest, WorklistItem } from '@readroom/contract';
import { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { addWarnings, askWebhook } from '../webhooks/index.ts';
import { beginOf, checkItems, identityOf } from './check.ts';
import { worklistKeys } from './repository.ts';

/** As many as a scanner can show, many times over. */
const MAX_ITEMS = 2000;
/** In the log; the dashboard shows all. */
const MOST_WARNINGS = 100;

/** Items are checked one by one. */
export const AnswerOfAnyItems = z.object({
  authorized: z.boolean(),
  items: z.array(z.unknown()).nullish(),
  error: z.string().nullish(),
});

/** What is used of an answer. `logged` are the warnings for the log, where a refusal is one. */
export function judgeWorklist({ authorized, items, error }: z.infer<typeof AnswerOfAnyItems>, asked: Parameters<typeof checkItems>[1]) {
  if (!authorized) {
    const refusal = error || 'It does not hand out its worklist.';
    return { refusal, items: [], warnings: [], logged: [refusal] };
  }
  const checked = checkItems(items ?? [], asked);
  return { refusal: null, ...checked, logged: checked.warnings.slice(0, MOST_WARNINGS) };
}

type Key = Awaited<ReturnType<typeof worklistKeys>>[number];
type Source = ModalityWorklist['sources'][number];

/**
 * Asks every key of a clinic that has the webhook, side by side, what a scanner is to do (`modality_worklist.requested`), and puts the answers together: what two keys
 * name both is taken from the older one. One that fails or refuses adds nothing. `sourceIp` is the address of whoever asks.
 */
export async function askModalityWorklist(
  deps: Deps,
  clinicId: string,
  query: ModalityWorklistQuery & { sourceIp: string },
): Promise<ModalityWorklist> {
  const keys = await deps.db.inClinic(clinicId, (tx) => worklistKeys(tx, clinicId));
  const answers = await Promise.all(keys.map((key) => askKey(deps, clinicId, key, query)));
  const merged = new Map<string, WorklistItem>();
  const sources = answers.map(({ source, items }) => {
    const added = items.filter((item) => !merged.has(identityOf(item)) && merged.set(identityOf(item), item));
    return { ...source, itemCount: source.error === null ? added.length : null };
  });
  const items = [...merged.values()].sort((a, b) => (beginOf(a) < beginOf(b) ? -1 : 1)).slice(0, MAX_ITEMS);
  return { items, sources };
}

async function askKey(
  deps: Deps,
  clinicId: string,
  apiKey: Key,
  { callingAe, sourceIp, dateStart, dateEnd, modality }: ModalityWorklistQuery & { sourceIp: string },
): Promise<{ items: WorklistItem[]; source: Omit<Source, 'itemCount'> }> {
  const request: ModalityWorklistRequest = { clinicId, callingAe, sourceIp, dateStart, dateEnd, ...(modality && { modality }) };
  const asked = await askWebhook(
    deps,
    { clinicId, apiKeyId: apiKey.apiKeyId },
    { type: 'modality_worklist.requested', target: 'modalityWorklist', data: request, schema: AnswerOfAnyItems },
  );
  const without = (error: string) => ({ items: [], source: { apiKey, error, warnings: [] } });
  if (!asked.ok) return without(asked.message);
  const { refusal, items, warnings, logged } = judgeWorklist(asked.answer, request);
  await deps.db.inClinic(clinicId, (tx) => addWarnings(tx, asked.eventId, logged));
  return refusal === null ? { items, source: { apiKey, error: null, warnings } } : without(refusal);
}
