import type { ReportTemplate } from './template.ts';

/**
 * The text of an addendum. The document has all six sections as any report; the addendum's body is the unlabelled paragraphs of
 * Findings, Impression is optional, the other four stay empty: the signed report already says them.
 */
export const addendum: ReportTemplate = {
  id: 'addendum',
  title: 'Addendum',
  fits: { modalities: [], modalityWords: [], bodyParts: [] },
  exam: '',
  technique: '',
  comparison: '',
  findings: [{ label: null, anatomy: [], hints: [], normal: [] }],
  normalImpression: null,
};
