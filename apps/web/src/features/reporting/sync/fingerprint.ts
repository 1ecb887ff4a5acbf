import type { ReportDocument } from '@readroom/contract';
import { normaliseDocument } from '../document/editor-json.ts';

/** What a draft holds: the report and the words that are not yet in it. */
export interface DraftContent {
  document: ReportDocument;
  dictation: string;
}

/**
 * The same 106-bit text for the same words, however the JSON orders its fields. Used to recognise a draft that this window itself has sent; a difference is only
 * ever treated as a difference.
 */
export function fingerprint({ document, dictation }: DraftContent): string {
  const { templateId, sections } = normaliseDocument(document);
  const canonical = JSON.stringify([
    dictation,
    templateId,
    sections.map((section) => [
      section.id,
      section.paragraphs.map((paragraph) => [paragraph.label, paragraph.spans.map((span) => [span.text, span.origin, span.accepted])]),
    ]),
  ]);
  return hash53(canonical, 0) + hash53(canonical, 0x9e3779b9);
}

/** cyrb53 by bryc (public domain): 53 bits, as 14 hex digits. */
function hash53(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(16).padStart(14, '0');
}
