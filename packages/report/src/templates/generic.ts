import type { ReportTemplate } from './template.ts';

/** For an exam that no other template fits: running text, and one normal statement that anything dictated replaces. */
export const generic: ReportTemplate = {
  id: 'generic',
  title: 'Generic',
  fits: { modalities: [], modalityWords: [], bodyParts: [] },
  exam: 'Imaging exam',
  technique: 'Images were obtained according to the standard protocol.',
  comparison: 'None available.',
  findings: [{ label: null, anatomy: [], hints: [], normal: [{ text: 'No acute abnormality.' }] }],
  normalImpression: 'No acute abnormality.',
};
