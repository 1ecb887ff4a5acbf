import { ReportDocumentSchema } from '@readroom/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyDocument, report, span } from '../testing/documents.ts';
import { fromEditor, normaliseDocument, toEditor } from './editor-json.ts';

describe('a report in the editor and back', () => {
  it('is the same report, whatever it says', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        expect(fromEditor(toEditor(document))).toEqual(normaliseDocument(document));
      }),
    );
  });

  it('stays a report of the contract', () => {
    fc.assert(fc.property(anyDocument, (document) => ReportDocumentSchema.safeParse(fromEditor(toEditor(document))).success));
  });

  it('keeps every character, every label and where each came from', () => {
    fc.assert(
      fc.property(anyDocument, (document) => {
        const characters = (of: typeof document) =>
          of.sections.flatMap((section) =>
            section.paragraphs.flatMap((paragraph) =>
              paragraph.spans.flatMap((found) =>
                Array.from(found.text, (character) => [section.id, paragraph.label, character, found.origin, found.accepted]),
              ),
            ),
          );
        expect(characters(fromEditor(toEditor(document)))).toEqual(characters(document));
      }),
    );
  });
});

it('has one form for the same words', () => {
  const split = report({ findings: [{ label: 'Lungs', spans: [span('No '), span(''), span('nodule.'), span(' Clear.', 'template')] }] });
  const joined = report({ findings: [{ label: 'Lungs', spans: [span('No nodule.'), span(' Clear.', 'template')] }] });
  expect(normaliseDocument(split)).toEqual(joined);
  expect(normaliseDocument({ ...split, sections: split.sections.map((s) => ({ ...s, paragraphs: [] })) })).toEqual(report({}));
});
