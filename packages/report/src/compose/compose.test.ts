import { isPending, type ReportDocument, ReportDocumentSchema, type SectionId, type Span } from '@readroom/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { StudyContext } from '../context.ts';
import { chooseTemplate, startAddendum, startDocument, TEMPLATES, templateById } from '../templates/index.ts';
import { compose } from './index.ts';

const contexts = {
  head: { studyDescription: 'CT head without contrast', sex: 'female' },
  chest: { studyDescription: 'CT chest', sex: 'male' },
  abdomen: { studyDescription: 'CT abdomen pelvis with contrast', sex: 'male' },
  xray: { studyDescription: 'XR chest 2 views', sex: 'male' },
  brain: { studyDescription: 'MRI brain' },
  knee: { studyDescription: 'XR knee right' },
} satisfies Record<string, StudyContext>;

function report(context: StudyContext, ...dictations: string[]): ReportDocument {
  const template = chooseTemplate(context);
  return dictations.reduce(
    (document, dictation) => compose({ document, dictation, template, context }).document,
    startDocument(template, context),
  );
}

function lines(document: ReportDocument, sectionId: SectionId): string[] {
  const section = document.sections.find(({ id }) => id === sectionId)!;
  return section.paragraphs.map(
    (paragraph) => `${paragraph.label ? `${paragraph.label}: ` : ''}${paragraph.spans.map(({ text }) => text).join('')}`,
  );
}

function spansOf(document: ReportDocument): Span[] {
  return document.sections.flatMap((section) => section.paragraphs.flatMap((paragraph) => paragraph.spans));
}

const finding = (document: ReportDocument, label: string): string | undefined =>
  lines(document, 'findings')
    .find((line) => line.startsWith(`${label}: `))
    ?.slice(label.length + 2);

describe('compose: findings', () => {
  it('puts a dictated sentence in place of the normal statement it is about, and keeps the others pending', () => {
    const document = report(contexts.abdomen, 'there is a two centimeter cyst in the left kidney period');
    const paragraph = document.sections[4]!.paragraphs.find(({ label }) => label === 'Kidneys and ureters')!;
    expect(paragraph.spans).toEqual([
      { text: 'There is a 2 cm cyst in the left kidney.', origin: 'dictated', accepted: true },
      { text: ' No hydronephrosis.', origin: 'template', accepted: false },
      { text: ' No urinary tract calculus.', origin: 'template', accepted: false },
    ]);
  });

  it('leaves no normal statement that a sentence about several organs contradicts', () => {
    const document = report(contexts.abdomen, 'Metastases in the liver and spleen.');
    expect(finding(document, 'Liver')).toBe('Metastases in the liver and spleen.');
    expect(finding(document, 'Spleen')).toBeUndefined();
  });

  it('leaves no denial of hemorrhage beside a hemorrhage elsewhere, and keeps it beside a scalp hematoma', () => {
    const subdural = report(contexts.head, 'Acute left subdural hematoma with 5 mm midline shift.');
    expect(lines(subdural, 'findings').join('\n')).not.toMatch(/No acute intracranial hemorrhage|No midline shift|No extra-axial/);
    expect(lines(report(contexts.head, 'Left frontal scalp hematoma.'), 'findings').join('\n')).toMatch(/No acute intracranial hemorrhage/);
  });

  it.each<[StudyContext, string, RegExp]>([
    [contexts.head, 'Large intraventricular hemorrhage.', /No acute intracranial hemorrhage/],
    [contexts.head, 'Acute infarct in the left MCA territory.', /differentiation is preserved/],
    [contexts.head, 'Nondisplaced skull fracture.', /skull base are intact/],
    [contexts.chest, 'Small right pneumothorax.', /No pneumothorax/],
    [contexts.chest, 'Moderate pericardial effusion.', /No pericardial effusion/],
    [contexts.chest, '8 mm nodule in the right upper lobe.', /lungs are clear/],
    [contexts.chest, 'Aneurysm of the ascending aorta.', /thoracic aorta is normal/],
    [contexts.abdomen, 'Free air under the diaphragm.', /No free intraperitoneal air/],
    [contexts.abdomen, 'Small bowel obstruction with a transition point.', /No bowel obstruction/],
    [contexts.abdomen, 'The appendix is dilated.', /appendix is normal/],
    [contexts.abdomen, 'Left hydronephrosis.', /No hydronephrosis/],
    [contexts.abdomen, 'Enlarged prostate.', /prostate is normal/],
    [contexts.abdomen, 'Gallstones.', /gallbladder is unremarkable/],
    [contexts.xray, 'Left lower lobe consolidation.', /lungs are clear/],
    [contexts.xray, 'Cardiomegaly.', /silhouette is normal/],
    [contexts.brain, 'Acute infarct in the left thalamus.', /No restricted diffusion/],
    [contexts.brain, 'Subarachnoid hemorrhage.', /No acute intracranial hemorrhage/],
    [contexts.xray, 'Right lower lobe consolidation with small parapneumonic effusion.', /No pleural effusion|lungs are clear/],
    [
      contexts.xray,
      'Pulmonary edema with cardiomegaly and bilateral effusions.',
      /lungs are clear|silhouette is normal|No pleural effusion/,
    ],
    [contexts.chest, 'Left upper lobe mass with mediastinal adenopathy and effusion.', /lungs are clear|No enlarged|No pleural effusion/],
    [contexts.abdomen, 'Perforated appendicitis with abscess.', /appendix is normal|No free intraperitoneal air|No free fluid/],
    [contexts.abdomen, 'Obstructing stone at the left UVJ with hydroureteronephrosis.', /No hydronephrosis|No urinary tract calculus/],
    [contexts.abdomen, 'Cirrhotic liver with ascites and splenomegaly.', /liver is normal|No free fluid|spleen is normal/],
    [contexts.abdomen, 'Pancreatic head mass with biliary dilatation.', /pancreas is|No biliary/],
    [
      contexts.head,
      'Depressed skull fracture with overlying scalp hematoma and epidural hematoma.',
      /intact|scalp soft tissues|No acute intracranial hemorrhage|No extra-axial/,
    ],
    [contexts.head, 'Pansinusitis and mastoiditis.', /sinuses are clear|mastoid air cells are clear/],
    [
      contexts.head,
      'Left MCA infarct with effacement of the left lateral ventricle and 8 mm of midline shift.',
      /preserved|ventricles and sulci|No midline shift|No mass effect/,
    ],
    [contexts.brain, 'Moderate cerebral atrophy.', /ventricles and sulci are normal/],
    [contexts.brain, 'Dural based mass along the left convexity with midline shift.', /No extra-axial|No midline shift/],
    [contexts.knee, 'There is a fracture of the patella.', /No acute abnormality\.$/],
  ])('%o: "%s" takes out its contradiction', (context, dictation, contradiction) => {
    const pending = spansOf(report(context, dictation)).filter((span) => isPending(span) && span.origin === 'template');
    for (const span of pending) expect(span.text).not.toMatch(contradiction);
  });

  it('keeps a normal statement beside a sentence that denies the same', () => {
    expect(lines(report(contexts.head, 'The calvarium is intact without epidural hematoma.'), 'findings').join('\n')).toMatch(
      /No acute intracranial hemorrhage/,
    );
    expect(lines(report(contexts.abdomen, 'The appendix is normal without perforation.'), 'findings').join('\n')).toMatch(
      /No free intraperitoneal air/,
    );
  });

  it('keeps what was said of one organ in the order in which it was said', () => {
    const document = report(
      contexts.abdomen,
      'Cyst in the liver. It measures 3 cm. The spleen is large. The liver is fatty. It is large.',
      'Another liver lesion.',
    );
    expect(finding(document, 'Liver')).toBe('Cyst in the liver. It measures 3 cm. The liver is fatty. It is large. Another liver lesion.');
  });

  it('makes the paragraph of an organ system that had none in its place, and Other at the end', () => {
    const document = report(contexts.xray, 'ETT tip is 4 cm above the carina.', 'Something odd.');
    expect(lines(document, 'findings')[0]).toBe('Lines and tubes: ETT tip is 4 cm above the carina.');
    expect(lines(report(contexts.xray, 'Something odd.'), 'findings').at(-1)).toBe('Other: Something odd.');
  });

  it('recognises normal statements after an editor has joined them into one span', () => {
    const context = contexts.chest;
    const template = chooseTemplate(context);
    const started = startDocument(template, context);
    const joined: ReportDocument = {
      ...started,
      sections: started.sections.map((section) => ({
        ...section,
        paragraphs: section.paragraphs.map((paragraph) => ({
          ...paragraph,
          spans: [
            {
              text: paragraph.spans.map(({ text }) => text).join(''),
              origin: paragraph.spans[0]!.origin,
              accepted: paragraph.spans[0]!.accepted,
            },
          ],
        })),
      })),
    };
    const { document } = compose({ document: joined, dictation: 'Small right pleural effusion.', template, context });
    expect(finding(document, 'Pleura')).toBe('Small right pleural effusion. No pneumothorax.');
  });

  it('never touches what is typed, dictated or accepted', () => {
    const context = contexts.chest;
    const template = chooseTemplate(context);
    const started = startDocument(template, context);
    const own: ReportDocument = {
      ...started,
      sections: started.sections.map((section) => ({
        ...section,
        paragraphs: section.paragraphs.map((paragraph) => ({
          ...paragraph,
          spans: paragraph.spans.map((span) => (span.text.trim() === 'The lungs are clear.' ? { ...span, accepted: true } : span)),
        })),
      })),
    };
    const { document } = compose({ document: own, dictation: 'Nodule in the right upper lobe.', template, context });
    expect(finding(document, 'Lungs and airways')).toBe(
      'The lungs are clear. Nodule in the right upper lobe. The central airways are patent.',
    );
  });
});

describe('compose: the other sections', () => {
  it('takes a complaint before the findings for the indication', () => {
    const document = report(contexts.brain, 'headache for three weeks period restricted diffusion in the left thalamus period');
    expect(lines(document, 'indication')).toEqual(['Headache for 3 weeks.']);
    expect(lines(document, 'impression')).toEqual(['Restricted diffusion in the left thalamus.']);
  });

  it('replaces the pending comparison and technique, and adds to the accepted indication', () => {
    const context: StudyContext = { ...contexts.head, clinicalIndication: 'Fall' };
    const document = report(
      context,
      'compared with june third twenty twenty six period CT of the head without contrast period history of seizures period',
    );
    expect(lines(document, 'comparison')).toEqual(['Compared with 06/03/2026.']);
    expect(lines(document, 'technique')).toEqual(['CT of the head without contrast.']);
    expect(lines(document, 'indication')).toEqual(['Fall', 'History of seizures.']);
  });

  it('keeps the lines of a dictated impression', () => {
    const document = report(
      contexts.head,
      'impression colon new line number one acute infarct period new line number two no hemorrhage period',
    );
    expect(lines(document, 'impression')).toEqual(['1. Acute infarct.', '2. No hemorrhage.']);
  });

  it('makes a line of every item of a list', () => {
    const document = report(contexts.head, 'impression colon number one acute infarct period number two no hemorrhage period');
    expect(lines(document, 'impression')).toEqual(['1. Acute infarct.', '2. No hemorrhage.']);
  });

  it('writes an addendum as running text, without a proposal', () => {
    const { document, placements } = compose({
      document: startAddendum(),
      dictation: 'the right renal mass measures three centimeters period history of trauma period',
      template: templateById('addendum')!,
      context: contexts.abdomen,
    });
    expect(lines(document, 'findings')).toEqual(['The right renal mass measures 3 cm. History of trauma.']);
    expect(lines(document, 'impression')).toEqual([]);
    expect(placements).toEqual([
      { sentence: 'The right renal mass measures 3 cm.', sectionId: 'findings', label: null },
      { sentence: 'History of trauma.', sectionId: 'findings', label: null },
    ]);
  });
});

describe('compose: the proposed impression', () => {
  it('quotes the abnormal findings, the most urgent first, pending', () => {
    const document = report(
      contexts.abdomen,
      'small hiatal hernia period there is a two centimeter cyst in the left kidney period there is free air period the appendix is dilated with stranding series four image twenty two period the liver is normal period',
    );
    expect(lines(document, 'impression')).toEqual([
      '1. Free air.',
      '2. The appendix is dilated with stranding.',
      '3. Small hiatal hernia.',
      '4. 2 cm cyst in the left kidney.',
    ]);
    for (const span of document.sections[5]!.paragraphs.flatMap(({ spans }) => spans))
      expect(span).toMatchObject({ origin: 'generated', accepted: false });
  });

  it('says the normal impression of the template when everything dictated is normal, and nothing when nothing is dictated of the findings', () => {
    expect(lines(report(contexts.head, 'No hemorrhage. The ventricles are normal.'), 'impression')).toEqual([
      'No acute intracranial abnormality.',
    ]);
    expect(lines(report(contexts.xray, 'lungs are clear period'), 'impression')).toEqual(['No acute cardiopulmonary abnormality.']);
    expect(lines(report(contexts.head, 'History of trauma.'), 'impression')).toEqual([]);
    expect(lines(report(contexts.head, ''), 'impression')).toEqual([]);
  });

  it('does not take a denied finding for a finding, nor a finding beside a denial for a denial', () => {
    expect(
      lines(report(contexts.chest, 'No pleural effusion. No change in the 4 mm nodule in the right upper lobe.'), 'impression'),
    ).toEqual(['No change in the 4 mm nodule in the right upper lobe.']);
    expect(lines(report(contexts.chest, 'No pneumothorax, but there is a large left pleural effusion.'), 'impression')).toEqual([
      'No pneumothorax, but there is a large left pleural effusion.',
    ]);
    expect(lines(report(contexts.chest, 'The lungs are clear without consolidation or nodule.'), 'impression')).toEqual([
      'No acute abnormality of the chest.',
    ]);
  });

  it('keeps what interprets a finding with it, and names the organ where the sentence does not', () => {
    expect(
      lines(
        report(contexts.abdomen, 'Liver colon enlarged. This is concerning for metastatic disease. Recommend MRI in three months.'),
        'impression',
      ),
    ).toEqual(['1. Liver: Enlarged. This is concerning for metastatic disease.', '2. Recommend MRI in 3 months.']);
    expect(lines(report(contexts.abdomen, 'Liver: Enlarged.'), 'impression')).toEqual(['Liver: Enlarged.']);
  });

  it('replaces its earlier proposal, and never the words of the radiologist', () => {
    expect(lines(report(contexts.chest, 'Nodule in the right upper lobe.', 'Tension pneumothorax on the left.'), 'impression')).toEqual([
      '1. Tension pneumothorax on the left.',
      '2. Nodule in the right upper lobe.',
    ]);
    const dictated = report(contexts.chest, 'Nodule in the right upper lobe.', 'Impression: Lung nodule.', 'Small left pleural effusion.');
    expect(lines(dictated, 'impression')).toEqual(['Lung nodule.']);
  });
});

/** Sentences with sides, negations and sizes, as they are said. */
const SENTENCES = [
  'there is a two centimeter cyst in the left kidney',
  'no right pleural effusion',
  'the liver spleen and pancreas are unremarkable',
  'acute left subdural hematoma without midline shift',
  'no evidence of pulmonary embolism',
  'right upper lobe nodule series four image twenty two',
  'compared with june third twenty twenty six',
  'history of left breast cancer',
  'the appendix is not seen',
  'impression colon left renal mass',
  'findings colon no left hydronephrosis',
  'it measures three point five by four centimeters',
  'never mind the shadow',
  'left and right kidneys are normal',
  'lungs colon clear',
  'CT of the abdomen without contrast',
  'nothing else on the left',
];
const WORD = /[a-z]+/g;
const KEPT = ['left', 'right', 'no', 'not', 'without', 'never', 'nothing'];
/** Words of commands, headings, numbers and units, which written form and routing rewrite. */
const REWRITTEN = new Set(
  'period colon impression findings lungs two three four twenty six point five by centimeter centimeters cm series image june third x new line'.split(
    ' ',
  ),
);

const speech = fc
  .array(fc.constantFrom(...SENTENCES), { minLength: 1, maxLength: 8 })
  .map((said) => said.map((sentence) => `${sentence} period`).join(' '));
const anyContext = fc.constantFrom<StudyContext[]>(...Object.values(contexts), {
  studyDescription: 'Catheter angiography',
  modality: 'XA',
});

function words(text: string): string[] {
  return text.toLowerCase().match(WORD) ?? [];
}

function dictatedText(document: ReportDocument): string {
  return spansOf(document)
    .filter(({ origin }) => origin === 'dictated')
    .map(({ text }) => text)
    .join(' \n ');
}

describe('compose: what always holds', () => {
  it('loses no dictated word, side or negation, and gives a valid document', () => {
    fc.assert(
      fc.property(anyContext, fc.array(speech, { minLength: 1, maxLength: 3 }), (context, dictations) => {
        const document = ReportDocumentSchema.parse(report(context, ...dictations));
        const said = words(dictations.join(' '));
        const kept = words(dictatedText(document));
        for (const word of KEPT)
          expect(kept.filter((other) => other === word).length, word).toBe(said.filter((other) => other === word).length);
        for (const word of said.filter((other) => !REWRITTEN.has(other))) expect(kept).toContain(word);
      }),
      { numRuns: 500 },
    );
  });

  it('loses nothing of any text at all', () => {
    fc.assert(
      fc.property(
        anyContext,
        fc.array(
          fc.constantFrom('nodule', 'No.', 'liver', 'left', 'e.g.', '(', ')', 'vs.', '\n', 'Organ:', 'zebra', '...', '?', '"it"', '***'),
          { maxLength: 30 },
        ),
        (context, pieces) => {
          const dictation = pieces.join(' ');
          const kept = dictatedText(report(context, dictation));
          for (const word of ['nodule', 'liver', 'left', 'zebra', 'Organ', '***']) {
            const count = (text: string): number => text.toLowerCase().split(word.toLowerCase()).length;
            expect(count(kept), word).toBe(count(dictation));
          }
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never changes text that is the radiologist’s own, and proposes only words that were said', () => {
    fc.assert(
      fc.property(anyContext, speech, speech, (context, first, second) => {
        const before = report(context, first);
        const template = chooseTemplate(context);
        const { document: after, placements } = compose({ document: before, dictation: second, template, context });
        const own = dictatedText(after).replace(/\s+/g, ' ');
        for (const span of spansOf(before).filter((one) => !isPending(one) && one.text.trim() !== '')) {
          expect(
            span.origin === 'dictated'
              ? own
              : spansOf(after)
                  .map(({ text }) => text)
                  .join(' '),
          ).toContain(span.text.trim().replace(/\s+/g, ' '));
        }
        for (const { sentence } of placements) expect(own).toContain(sentence);
        const said = new Set([
          ...words(own),
          ...words(template.normalImpression ?? ''),
          ...template.findings.flatMap(({ label }) => words(label ?? '')),
          'other',
        ]);
        for (const span of spansOf(after).filter(({ origin }) => origin === 'generated'))
          for (const word of words(span.text)) expect(said).toContain(word);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same result for the same input, and leaves its input alone', () => {
    fc.assert(
      fc.property(anyContext, speech, (context, dictation) => {
        const template = chooseTemplate(context);
        const document = startDocument(template, context);
        const copy = structuredClone(document);
        const once = compose({ document, dictation, template, context });
        expect(document).toEqual(copy);
        expect(compose({ document, dictation, template, context })).toEqual(once);
      }),
      { numRuns: 100 },
    );
  });

  it('has a space between any two sentences', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TEMPLATES), speech, (template, dictation) => {
        const context = contexts.abdomen;
        const { document } = compose({ document: startDocument(template, context), dictation, template, context });
        for (const section of document.sections)
          for (const paragraph of section.paragraphs)
            expect(paragraph.spans.map(({ text }) => text).join('')).not.toMatch(/[a-z]\.[A-Z]| {2}|^\s|\s$/);
      }),
      { numRuns: 300 },
    );
  });
});

describe('a dictation of the greatest length that says one thing over and over', () => {
  it.each(['images ', '(image ', 'liver ', 'no prior ', 'follow-up '])('"%s" loses nothing', (fragment) => {
    const dictation = fragment.repeat(100_000 / fragment.length);
    const words = lines(report(contexts.knee, dictation), 'findings').join(' ');
    expect(words.toLowerCase().split(fragment.trim())).toHaveLength(dictation.split(fragment).length);
  });
});
