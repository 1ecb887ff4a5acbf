import { describe, expect, it } from 'vitest';
import { compose } from '../compose/index.ts';
import { addendum, chooseTemplate, startAddendum, startDocument } from '../templates/index.ts';
import { renderText } from './text.ts';

describe('renderText', () => {
  it('prints section titles, organ systems and paragraphs, and leaves out what is empty', () => {
    const context = { studyDescription: 'XR chest 2 views', modality: 'DX', clinicalIndication: 'Cough.' };
    const template = chooseTemplate(context);
    const { document } = compose({
      document: startDocument(template, context),
      dictation: 'left lower lobe consolidation period',
      template,
      context,
    });
    expect(renderText(document)).toBe(
      [
        'EXAM:',
        'XR chest 2 views',
        '',
        'CLINICAL INDICATION:',
        'Cough.',
        '',
        'TECHNIQUE:',
        'Radiographs of the chest were obtained.',
        '',
        'COMPARISON:',
        'None available.',
        '',
        'FINDINGS:',
        'Lungs: Left lower lobe consolidation.',
        'Pleura: No pleural effusion. No pneumothorax.',
        'Heart and mediastinum: The cardiac silhouette is normal in size. The mediastinal and hilar contours are normal.',
        'Bones and soft tissues: No acute osseous abnormality.',
        '',
        'IMPRESSION:',
        'Left lower lobe consolidation.',
      ].join('\n'),
    );
  });

  it('prints the body of an addendum under its own heading', () => {
    const { document } = compose({
      document: startAddendum(),
      dictation: 'Told to Dr. Smith.',
      template: addendum,
      context: { studyDescription: 'CT' },
    });
    expect(renderText(document, { isAddendum: true })).toBe('ADDENDUM:\nTold to Dr. Smith.');
  });

  it('keeps an empty line between two paragraphs, and none at either end', () => {
    const document = startAddendum();
    const line = (text: string) => ({ label: null, spans: text === '' ? [] : [{ text, origin: 'typed' as const, accepted: true }] });
    document.sections[4]!.paragraphs = [line(''), line('One.'), line(''), line('Two.'), line('')];
    expect(renderText(document)).toBe('FINDINGS:\nOne.\n\nTwo.');
  });
});
