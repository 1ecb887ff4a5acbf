import { chooseTemplate, startDocument, templateById } from '@readroom/report';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDocument, report, span } from '../testing/documents.ts';
import { paragraphText } from './report-text.ts';
import { switchTemplate } from './switch-template.ts';

const CONTEXT = { studyDescription: 'CT CHEST WITHOUT CONTRAST', modality: 'CT' };
const ctChest = chooseTemplate(CONTEXT);
const mrBrain = templateById('mr-brain')!;
const findings = (document: ReturnType<typeof report>) => document.sections[4]!.paragraphs.map(paragraphText);

describe('another template', () => {
  it('replaces everything where nothing was said', () => {
    expect(switchTemplate(startDocument(ctChest, CONTEXT), mrBrain, CONTEXT).sections[4]).toEqual(
      startDocument(mrBrain, CONTEXT).sections[4],
    );
  });

  it('keeps the radiologist’s words in their organ system, without the normal text that they replaced', () => {
    const [organ] = ctChest.findings;
    const said = report({
      findings: [{ label: organ!.label, spans: [span(organ!.normal[0]!.text, 'template'), span(' 4 mm nodule.', 'dictated')] }],
    });
    const switched = switchTemplate(said, ctChest, CONTEXT);
    expect(findings(switched)[0]).toBe(`${organ!.label}: 4 mm nodule.`);
    expect(findings(switched)).toHaveLength(startDocument(ctChest, CONTEXT).sections[4]!.paragraphs.length);
  });

  it('keeps words of an organ system that it does not have', () => {
    const said = report({
      findings: [
        { label: 'Knee', spans: [span('Torn meniscus.')] },
        { label: null, spans: [span('More.')] },
      ],
    });
    expect(findings(switchTemplate(said, mrBrain, CONTEXT)).slice(-2)).toEqual(['Knee: Torn meniscus.', 'More.']);
  });

  it('never drops or changes a word that is not pending template text', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const own = (of: typeof document) =>
          of.sections
            .flatMap(({ paragraphs }) =>
              paragraphs.flatMap(({ spans }) => spans.filter(({ origin, accepted }) => accepted || origin !== 'template')),
            )
            .filter(({ text }) => text.trim() !== '')
            .map(({ text, origin, accepted }) => `${origin} ${accepted} ${text.trim()}`)
            .sort();
        const after = own(switchTemplate(document, mrBrain, { studyDescription: 'MR' }));
        for (const words of own(document)) expect(after).toContain(words);
      }),
    );
  });
});
