import { expect, it } from 'vitest';
import { report, span } from '../testing/documents.ts';
import { draftText, pendingTexts, reportText } from './report-text.ts';

const DOCUMENT = report({
  findings: [
    { label: 'Lungs', spans: [span('Clear.', 'template'), span(' '), span(' Nodule.', 'dictated'), span(' Stable.', 'template', true)] },
    { label: null, spans: [span('No ', 'template'), span('effusion.', 'generated')] },
  ],
});

it('is the report in plain lines', () => {
  expect(reportText(DOCUMENT)).toContain('FINDINGS\nLungs: Clear.  Nodule. Stable.\nNo effusion.');
  expect(draftText({ document: DOCUMENT, dictation: 'five mm' })).toMatch(/DICTATION BOX\nfive mm$/);
});

it('lists what nobody dictated and nobody accepted', () => {
  expect(pendingTexts(DOCUMENT)).toEqual([
    { section: 'findings', label: 'Lungs', text: 'Clear.', isProposed: false },
    { section: 'findings', label: null, text: 'No effusion.', isProposed: true },
  ]);
});
