import { ReportDocumentSchema } from '@readroom/contract';
import { describe, expect, it } from 'vitest';
import type { StudyContext } from '../context.ts';
import { mentions } from '../keywords.ts';
import { splitSentences } from '../routing/sentences.ts';
import { chooseTemplate, startAddendum, startDocument, TEMPLATES, templateById } from './index.ts';

const text = (context: StudyContext, id = chooseTemplate(context).id): string =>
  startDocument(templateById(id)!, context)
    .sections.flatMap((section) => section.paragraphs)
    .map((paragraph) => paragraph.spans.map((span) => span.text).join(''))
    .join('\n');

describe('chooseTemplate', () => {
  it.each<[StudyContext, string]>([
    [{ studyDescription: 'CT HEAD WO CONTRAST' }, 'ct-head'],
    [{ studyDescription: 'CT Brain without IV contrast', modality: 'CT' }, 'ct-head'],
    [{ studyDescription: 'Head routine', modality: 'CT' }, 'ct-head'],
    [{ studyDescription: 'CT head and cervical spine' }, 'ct-head'],
    [{ studyDescription: 'CT CHEST W CONTRAST' }, 'ct-chest'],
    [{ studyDescription: 'CTA CHEST PE PROTOCOL', modality: 'CT' }, 'ct-chest'],
    [{ studyDescription: 'CT pulmonary angiogram' }, 'ct-chest'],
    [{ studyDescription: 'CT ABD/PELVIS W CONTRAST' }, 'ct-abdomen-pelvis'],
    [{ studyDescription: 'CT abdomen and pelvis with IV contrast', modality: 'CT' }, 'ct-abdomen-pelvis'],
    [{ studyDescription: 'CT chest abdomen pelvis' }, 'ct-abdomen-pelvis'],
    [{ studyDescription: 'XR CHEST 2 VIEWS' }, 'chest-xray'],
    [{ studyDescription: 'Chest PA and lateral', modality: 'DX' }, 'chest-xray'],
    [{ studyDescription: 'CXR portable' }, 'chest-xray'],
    [{ studyDescription: 'THORAX', modality: 'CR' }, 'chest-xray'],
    [{ studyDescription: 'MRI BRAIN W WO CONTRAST' }, 'mr-brain'],
    [{ studyDescription: 'Brain', modality: 'MR' }, 'mr-brain'],
    [{ studyDescription: 'MRA head' }, 'mr-brain'],
    [{ studyDescription: 'Coronary angiography', modality: 'XA' }, 'xa-angiography'],
    [{ studyDescription: 'LEFT HEART CATH' }, 'xa-angiography'],
    [{ studyDescription: 'Aortogram with runoff' }, 'xa-angiography'],
    [{ studyDescription: 'Knee', procedure: 'XR knee right 3 views' }, 'generic'],
    [{ studyDescription: 'CT coronary angiogram' }, 'generic'],
    [{ studyDescription: 'US abdomen complete', modality: 'US' }, 'generic'],
    [{ studyDescription: 'MR abdomen', modality: 'MR' }, 'generic'],
    [{ studyDescription: 'Study 12', procedure: 'CT head without contrast' }, 'ct-head'],
    [{ studyDescription: 'CHEST', modality: 'OT' }, 'generic'],
    [{ studyDescription: '' }, 'generic'],
  ])('%o -> %s', (context, id) => {
    expect(chooseTemplate(context).id).toBe(id);
  });
});

describe('every template', () => {
  it.each(TEMPLATES.map((template) => [template.id, template] as const))(
    '%s has one sentence a statement, and a statement is about its own words',
    (_, template) => {
      for (const organ of template.findings) {
        for (const statement of organ.normal) {
          expect(splitSentences(statement.text)).toHaveLength(1);
          if (statement.covers)
            expect(mentions(statement.text, statement.covers), `${statement.text} is covered by its own words`).toBe(true);
        }
      }
    },
  );

  it.each(TEMPLATES.map((template) => [template.id, template] as const))(
    '%s starts a valid document whose findings are all pending and whose impression is empty',
    (_, template) => {
      const document = ReportDocumentSchema.parse(startDocument(template, { studyDescription: 'An exam' }));
      expect(document.templateId).toBe(template.id);
      expect(document.sections[5]!.paragraphs).toEqual([]);
      for (const span of document.sections[4]!.paragraphs.flatMap((paragraph) => paragraph.spans))
        expect(span).toMatchObject({ origin: 'template', accepted: false });
    },
  );
});

describe('startDocument', () => {
  const context: StudyContext = {
    studyDescription: 'CT ABD/PELVIS W CONTRAST',
    procedure: 'CT abdomen and pelvis with IV contrast',
    clinicalIndication: 'Right lower quadrant pain.',
    clinicalHistory: 'Appendectomy in 2019.',
    priorReports: [
      { studyDate: '2024-01-05', studyDescription: 'CT abdomen' },
      { studyDate: '2026-06-03', modality: 'US' },
    ],
  };

  it('fills exam and indication from the order, accepted', () => {
    const [exam, indication] = startDocument(chooseTemplate(context), context).sections;
    expect(exam!.paragraphs).toEqual([
      { label: null, spans: [{ text: 'CT abdomen and pelvis with IV contrast', origin: 'template', accepted: true }] },
    ]);
    expect(indication!.paragraphs.map((paragraph) => paragraph.spans[0]!.text)).toEqual([
      'Right lower quadrant pain.',
      'Appendectomy in 2019.',
    ]);
    expect(indication!.paragraphs[0]!.spans[0]!.accepted).toBe(true);
  });

  it('lists priors newest first as a pending comparison, and says when there are none', () => {
    expect(startDocument(chooseTemplate(context), context).sections[3]!.paragraphs[0]!.spans).toEqual([
      { text: 'US of 06/03/2026; CT abdomen of 01/05/2024.', origin: 'template', accepted: false },
    ]);
    expect(startDocument(chooseTemplate(context), { studyDescription: 'CT head' }).sections[3]!.paragraphs[0]!.spans).toEqual([
      { text: 'None available.', origin: 'template', accepted: false },
    ]);
  });

  it('takes the technique of the technologist over that of the template', () => {
    const spans = startDocument(chooseTemplate(context), { ...context, technologistTechnique: '100 mL contrast, portal venous phase' })
      .sections[2]!.paragraphs[0]!.spans;
    expect(spans).toEqual([{ text: '100 mL contrast, portal venous phase', origin: 'template', accepted: true }]);
  });

  it('speaks of the organs of the patient sex only, and of neither when it is not known', () => {
    expect(text({ ...context, sex: 'male' })).toMatch(/prostate/);
    expect(text({ ...context, sex: 'male' })).not.toMatch(/uterus|adnexal|reproductive/i);
    expect(text({ ...context, sex: 'female' })).toMatch(/uterus/);
    expect(text({ ...context, sex: 'female' })).not.toMatch(/prostate|seminal|reproductive/i);
    for (const sex of ['other', null, undefined] as const) {
      expect(text({ ...context, sex })).toMatch(/reproductive organs are unremarkable/);
      expect(text({ ...context, sex })).not.toMatch(/prostate|seminal|uterus|adnexal/i);
    }
  });
});

describe('startAddendum', () => {
  it('is a valid document with an empty body in Findings', () => {
    const document = ReportDocumentSchema.parse(startAddendum());
    expect(document.sections.filter((section) => section.paragraphs.length > 0)).toEqual([
      { id: 'findings', paragraphs: [{ label: null, spans: [] }] },
    ]);
  });
});
