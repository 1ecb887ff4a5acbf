import type { Paragraph, ReportDocument } from '@readroom/contract';
import { OTHER_LABEL, organOf, splitSentences } from '../routing/index.ts';
import type { ReportTemplate } from '../templates/template.ts';
import { roleOf, urgencyOf } from './abnormality.ts';
import { textOf } from './spans.ts';

/** The sentences of a paragraph that the radiologist typed or dictated, in whole or in part. */
function ownSentences(paragraph: Paragraph): string[] {
  const text = textOf(paragraph);
  const own = new Uint8Array(text.length);
  let offset = 0;
  for (const span of paragraph.spans) {
    if (span.origin === 'typed' || span.origin === 'dictated') own.fill(1, offset, offset + span.text.length);
    offset += span.text.length;
  }
  let from = 0;
  return splitSentences(text).flatMap((sentence) => {
    const start = Math.max(from, text.indexOf(sentence.text, from));
    from = start + sentence.text.length;
    const isOwn = [...own.subarray(start, from)].some((flag, index) => flag === 1 && /\S/.test(text.charAt(start + index)));
    return isOwn ? [sentence.text] : [];
  });
}

/** Leaves out the image reference and "There is a"; every other word stays as it was said. */
function condensed(sentence: string): string {
  const short = sentence
    .replace(/(?<!\s)\s*\((?:series|image)[^)]{0,500}\)/gi, '')
    .replace(/^There (?:is|are) (?:also )?(?:an? )?(?!no\b|not\b)(?=\S)/i, '')
    .trim();
  return short.charAt(0).toUpperCase() + short.slice(1);
}

/** Later than every urgency of a finding. */
const RECOMMENDATION = 4;

interface Item {
  text: string;
  urgency: number;
}

/**
 * The lines of a proposed impression: the abnormal sentences of Findings that are the radiologist's own, quoted, the most urgent first;
 * what interprets a finding follows it. The template's normal impression when everything said is normal; nothing when nothing was said.
 */
export function proposeImpression(document: ReportDocument, template: ReportTemplate): string[] {
  if (template.normalImpression === null) return [];
  const items: Item[] = [];
  let isNormal = false;
  for (const paragraph of document.sections.find(({ id }) => id === 'findings')?.paragraphs ?? []) {
    let current: Item | null = null;
    for (const sentence of ownSentences(paragraph)) {
      const role = roleOf(sentence);
      if (role === 'normal') {
        isNormal = true;
        current = null;
      } else if (role === 'interpretation' && current) {
        current.text += ` ${condensed(sentence)}`;
      } else if (role === 'recommendation') {
        // What it is about is for the radiologist to say: it stands alone, after the findings.
        items.push({ text: condensed(sentence), urgency: RECOMMENDATION });
        current = null;
      } else if (role === 'abnormal' || role === 'interpretation') {
        const label = organOf(sentence, template.findings) === null && paragraph.label !== OTHER_LABEL ? paragraph.label : null;
        current = { text: label === null ? condensed(sentence) : `${label}: ${condensed(sentence)}`, urgency: urgencyOf(sentence) };
        items.push(current);
      }
    }
  }
  if (items.length === 0) return isNormal ? [template.normalImpression] : [];
  const sorted = items.map((item, index) => ({ ...item, index })).sort((a, b) => a.urgency - b.urgency || a.index - b.index);
  return sorted.length === 1 ? [sorted[0]!.text] : sorted.map((item, index) => `${index + 1}. ${item.text}`);
}
