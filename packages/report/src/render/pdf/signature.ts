import type { Faces } from './faces.ts';
import type { Item, TextPart } from './flow.ts';
import { baselineOf } from './flow.ts';
import { formatInstant, formatSigner } from './format.ts';
import type { PdfInput } from './input.ts';
import type { Inline } from './lines.ts';
import { breakLines } from './lines.ts';
import type { StructureElement, StructureTree } from './structure.ts';
import { MARGIN, STYLES } from './theme.ts';

const RULE_SPACE = 7;

/** Who signed and when, and what identifies the signed content: one item, so that no page holds half a signature. */
export function signatureItem(input: PdfInput, width: number, faces: Faces, tree: StructureTree): Item {
  const npi = input.signer.npiNumber ? `, NPI\u00a0${input.signer.npiNumber}` : '';
  const signed: Inline[] = [
    { text: 'Electronically signed by ', style: STYLES.signature },
    { text: formatSigner(input.signer), style: STYLES.signatureStrong },
    { text: `${npi}, ${formatInstant(input.signedAt, input.timeZone)}`, style: STYLES.signature },
  ];
  const identity = [`Study UID ${input.studyInstanceUid}`, `Content hash ${input.contentHash.toLowerCase()}`];
  const parts: TextPart[] = [];
  let y = RULE_SPACE;
  const add = (element: StructureElement, inlines: Inline[]) => {
    const { leading } = inlines[0]!.style;
    for (const line of breakLines(inlines, width, faces)) {
      parts.push({ element, line, x: MARGIN, baseline: y + baselineOf(inlines[0]!.style) });
      y += leading;
    }
  };
  add(tree.append(tree.root, 'P'), signed);
  y += 4;
  for (const text of identity) add(tree.append(tree.root, 'P'), [{ text, style: STYLES.fine }]);
  return { height: y, gap: 16, keepWithNext: false, parts, panel: 'signature' };
}
