import type { StudyContext } from '../context.ts';
import { findKeywords, mentions } from '../keywords.ts';
import { addendum } from './addendum.ts';
import { chestXray } from './chest-xray.ts';
import { ctAbdomenPelvis } from './ct-abdomen-pelvis.ts';
import { ctChest } from './ct-chest.ts';
import { ctHead } from './ct-head.ts';
import { generic } from './generic.ts';
import { mrBrain } from './mr-brain.ts';
import type { ReportTemplate } from './template.ts';
import { xaAngiography } from './xa-angiography.ts';

/** Every template a report can start from; where two fit equally well the earlier one is chosen. */
export const TEMPLATES: readonly ReportTemplate[] = [ctHead, ctChest, ctAbdomenPelvis, chestXray, mrBrain, xaAngiography, generic];

/** The template of this id, the addendum's included; undefined when there is none. */
export function templateById(id: string): ReportTemplate | undefined {
  return [...TEMPLATES, addendum].find((template) => template.id === id);
}

/** 0: does not fit. Otherwise one point for the modality and two for every body part that the order names. */
function score(template: ReportTemplate, modality: string, words: string): number {
  const { modalities, modalityWords, bodyParts } = template.fits;
  const isModality = modality === '' ? mentions(words, modalityWords) : modalities.includes(modality);
  if (!isModality || mentions(words, template.fits.excludes ?? [])) return 0;
  const parts = bodyParts.filter((part) => findKeywords(words, [part]).length > 0).length;
  if (bodyParts.length > 0 && parts === 0) return 0;
  return 1 + 2 * parts;
}

/** Modalities that say nothing about how the images were made, or that several devices share. */
const UNSPECIFIC_MODALITIES = new Set(['OT', 'SC', 'SR', 'PR', 'KO', 'DOC', 'XX']);

/** The template whose modality and body parts the order names best; `generic` when none fits. The same context always gives the same template. */
export function chooseTemplate(context: StudyContext): ReportTemplate {
  const words = `${context.studyDescription} ${context.procedure ?? ''}`.replace(/[_^,;:]/g, ' ');
  const code = (context.modality ?? '').trim().toUpperCase();
  const known = code === 'MRI' ? 'MR' : code;
  const modality = UNSPECIFIC_MODALITIES.has(known) ? '' : known;
  let best: ReportTemplate = generic;
  let bestScore = 0;
  for (const template of TEMPLATES) {
    const points = score(template, modality, words);
    if (points > bestScore) {
      best = template;
      bestScore = points;
    }
  }
  return best;
}
