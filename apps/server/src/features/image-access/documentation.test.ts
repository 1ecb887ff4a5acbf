import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  EphemeralAccessQuestionSchema,
  EphemeralSessionCreateSchema,
  MEDIA_TYPES,
  StudyAccessAnswerSchema,
  StudyAccessRequestSchema,
} from '@readroom/contract';
import { expect, test } from 'vitest';
import { urlFault } from '../../platform/http-client/index.ts';
import { AccessAnswerSchema, checkAccess } from './answer.ts';

/** The samples of docs/integrate/images.md are what they say. */
test('docs/integrate/images.md', async () => {
  const page = await readFile(join(import.meta.dirname, '../../../../../docs/integrate/images.md'), 'utf8');
  const [study, ephemeral, answer] = [...page.matchAll(/^```json\n(.*?)^```/gms)].map(([, text = '']) => JSON.parse(text));
  StudyAccessRequestSchema.parse(study);
  EphemeralAccessQuestionSchema.parse(ephemeral);
  const created = EphemeralSessionCreateSchema.parse(JSON.parse(/-d '(.*?)'/s.exec(page)?.[1] ?? ''));
  expect(created).toMatchObject(ephemeral);
  StudyAccessAnswerSchema.parse(answer);
  const checked = checkAccess(AccessAnswerSchema.parse(answer), (url) => urlFault(url, []), study.studyInstanceUid);
  expect(checked.warnings).toEqual([]);
  expect(checked.images.map(({ sopInstanceUid }) => sopInstanceUid)).toEqual([
    '1.2.826.0.1.3680043.8.498.3',
    '1.2.826.0.1.3680043.8.498.4',
  ]);
  for (const type of MEDIA_TYPES) expect(page).toContain(`\`${type}\``);
});
