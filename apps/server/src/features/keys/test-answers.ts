import { type CataloguedType, ClinicalContextAnswerSchema, SecondaryCaptureAnswerSchema } from '@readroom/contract';
import type { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { urlFault } from '../../platform/http-client/index.ts';
import { AnyObjectSchema, arrivalWarnings } from '../arrivals/index.ts';
import { captureWarnings, uploadUrlsOf } from '../captures/index.ts';
import { AccessAnswerSchema, judgeAccess } from '../image-access/index.ts';
import { AnswerOfAnyItems, judgeWorklist } from '../modality-worklist/index.ts';
import type { AskedKey, Question } from '../webhooks/index.ts';

/** What the answer was given to. */
interface Asked {
  deps: Pick<Deps, 'db' | 'config'>;
  key: AskedKey;
  data: Record<string, unknown>;
}

interface TestAnswer {
  schema: Question<z.ZodType>['schema'];
  /** Those of a real event, as far as they can be told without asking a URL or filling a study. */
  warnings(answer: unknown, asked: Asked): string[] | Promise<string[]>;
}

/** How the answer to a test is judged: by the rules of those who ask in earnest, so that a test and a real event agree. */
export const TEST_ANSWERS: Record<CataloguedType, TestAnswer> = {
  'study.access_requested': judged(AccessAnswerSchema, (answer, asked) =>
    accessWarnings(answer, asked, String(asked.data.studyInstanceUid)),
  ),
  'ephemeral.access_requested': judged(AccessAnswerSchema, (answer, asked) => accessWarnings(answer, asked, null)),
  'secondary_capture.access_requested': judged(SecondaryCaptureAnswerSchema, (answer, { deps }) =>
    captureWarnings(
      answer,
      uploadUrlsOf(answer).map((url) => fault(deps, url)),
    ),
  ),
  'modality_worklist.requested': judged(AnswerOfAnyItems, (answer, { data }) => judgeWorklist(answer, data as WorklistAsked).logged),
  'patient_study.enrichment_requested': judged(AnyObjectSchema, (answer, { deps, key }) =>
    deps.db.inClinic(key.clinicId, (tx) => arrivalWarnings(tx, key, answer)),
  ),
  'clinical_context.enrichment_requested': judged(ClinicalContextAnswerSchema, ({ documentUrls }, { deps }) =>
    (documentUrls ?? []).flatMap(({ url }, index) => {
      const why = fault(deps, url);
      return why === null ? [] : [`documentUrls[${index}] was not used: ${why}`];
    }),
  ),
  'report.delivered': { schema: 'delivery', warnings: () => [] },
};

type WorklistAsked = Parameters<typeof judgeWorklist>[1];

function judged<Schema extends z.ZodType>(
  schema: Schema,
  warnings: (answer: z.output<Schema>, asked: Asked) => string[] | Promise<string[]>,
): TestAnswer {
  return { schema, warnings: (answer, asked) => warnings(answer as z.output<Schema>, asked) };
}

function accessWarnings(answer: z.output<typeof AccessAnswerSchema>, { deps }: Asked, studyInstanceUid: string | null): string[] {
  const { authorized, error, warnings } = judgeAccess(deps.config, answer, studyInstanceUid);
  // The reader is told; here nobody would be.
  return authorized ? warnings : [`It refuses access: ${error}`];
}

/** As asking it would fail. */
function fault({ config }: Asked['deps'], url: string): string | null {
  const why = urlFault(url, config.outboundAllow);
  return why === null ? null : `${why.charAt(0).toUpperCase()}${why.slice(1)}.`;
}
