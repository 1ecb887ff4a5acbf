import { type ReportDocument, SECTION_IDS, type SectionId, SignSchema } from '@readroom/contract';
import { describe, expect, it } from 'vitest';
import type { StudyContext } from '../context.ts';
import { startDocument, TEMPLATES } from '../templates/index.ts';
import { type CheckFinding, type CheckInput, runChecks, suggestsCritical } from './index.ts';

/** A report with these texts, one paragraph each; Findings and Impression say something unless told otherwise. */
function reportOf(texts: Partial<Record<SectionId, string>>): ReportDocument {
  const filled: Partial<Record<SectionId, string>> = { findings: 'Nothing seen.', impression: 'Nothing seen.', ...texts };
  return {
    templateId: 'generic',
    sections: SECTION_IDS.map((id) => ({
      id,
      paragraphs: filled[id] ? [{ label: null, spans: [{ text: filled[id], origin: 'typed', accepted: true }] }] : [],
    })),
  };
}

function check(
  texts: Partial<Record<SectionId, string>>,
  context: Partial<StudyContext> = {},
  rest: Partial<CheckInput> = {},
): CheckFinding[] {
  return runChecks({ document: reportOf(texts), context: { studyDescription: 'CT', ...context }, isAddendum: false, ...rest });
}

const quotes = (findings: CheckFinding[], checkId: string): string[] =>
  findings.filter((finding) => finding.checkId === checkId).map(({ quote }) => quote);

describe('a clean report', () => {
  it('has nothing to be looked at', () => {
    expect(check({ findings: 'There is a 2 cm cyst in the left kidney.', impression: 'Left renal cyst.' }, { sex: 'female' })).toEqual([]);
  });
});

describe('empty sections', () => {
  it('block signing and cannot be dismissed', () => {
    expect(check({ impression: '', findings: ' ' })).toMatchObject([
      { checkId: 'empty-impression', severity: 'blocking', sectionId: 'impression', dismissible: false },
      { checkId: 'empty-section', severity: 'blocking', sectionId: 'findings', dismissible: false },
    ]);
  });

  it('an addendum needs a body but no impression', () => {
    expect(check({ impression: '' }, {}, { isAddendum: true })).toEqual([]);
    expect(check({ impression: '', findings: '' }, {}, { isAddendum: true })).toMatchObject([
      { checkId: 'empty-section', message: 'The addendum is empty.' },
    ]);
  });
});

describe('unfilled fields', () => {
  it.each([
    ['A [size] cm nodule in the [location].', ['[size]', '[location]']],
    ['A *** cm nodule.', ['***']],
    ['A ____ cm nodule.', ['____']],
    ['A [] nodule.', ['[]']],
    ['A 3 cm nodule (new), 5 * 4 mm, a_b.', []],
  ])('%s', (findings, expected) => {
    const found = check({ findings });
    expect(quotes(found, 'unfilled-field')).toEqual(expected);
    for (const finding of found) expect(finding).toMatchObject({ severity: 'blocking', dismissible: false });
  });

  it('finds a field that is spread over two spans, and names its organ system', () => {
    const document = reportOf({});
    document.sections[4]!.paragraphs = [
      {
        label: 'Liver',
        spans: [
          { text: 'A [si', origin: 'template', accepted: false },
          { text: 'ze] cyst.', origin: 'typed', accepted: true },
        ],
      },
    ];
    expect(runChecks({ document, context: { studyDescription: 'CT' }, isAddendum: false })).toMatchObject([
      { quote: '[size]', label: 'Liver' },
    ]);
  });
});

describe('laterality: order against text', () => {
  it.each<[string, Partial<Record<SectionId, string>>, string[]]>([
    ['XR KNEE RIGHT 3 VIEWS', { findings: 'There is a fracture of the left patella.' }, ['There is a fracture of the left patella']],
    ['XR KNEE RT', { findings: 'Left knee effusion.' }, ['Left knee effusion']],
    ['XR HAND (L)', { findings: 'Fracture of the right thumb.' }, ['Fracture of the right thumb']],
    [
      'MRI SHOULDER LEFT',
      { technique: 'MR images of the right shoulder were obtained.' },
      ['MR images of the right shoulder were obtained'],
    ],
    ['US BREAST LEFT', { impression: 'Right breast mass.' }, ['Right breast mass']],
    ['XR HIP LEFT', { findings: 'No right hip fracture.' }, ['No right hip fracture']],
    ['XR KNEE RIGHT', { findings: 'Right-sided fracture, left-sided effusion.' }, ['left-sided effusion']],
    // False alarms
    ['XR KNEE RIGHT', { findings: 'Right knee effusion.' }, []],
    ['XR KNEES BILATERAL', { findings: 'Left knee effusion.' }, []],
    ['XR KNEE RIGHT AND LEFT', { findings: 'Left knee effusion.' }, []],
    ['XR HAND RIGHT', { findings: 'Left ventricle assist device is seen.' }, []],
    ['XR RIBS RIGHT', { findings: 'Right-sided aortic arch. The left ventricle is large.' }, []],
    ['XR CHEST LEFT RIBS', { findings: 'Right-sided aortic arch.' }, []],
    ['MRI SHOULDER LEFT', { findings: 'Compared with the right shoulder, the left is atrophic.' }, []],
    ['XR KNEE RIGHT', { comparison: 'Left knee of 06/03/2026.' }, []],
    ['XR KNEE RIGHT', { findings: 'A screw was left in place in the knee.' }, []],
    ['CT HEAD', { findings: 'Left subdural hematoma.', impression: 'Left subdural hematoma.' }, []],
    ['XR WRIST RIGHT', { findings: 'Left iliac graft.' }, []],
  ])('%s: %o -> %o', (studyDescription, texts, expected) => {
    const found = check({ impression: 'See above.', ...texts }, { studyDescription });
    expect(quotes(found, 'laterality')).toEqual(expected);
    for (const finding of found) expect(finding.dismissible).toBe(true);
  });
});

describe('laterality: findings against impression', () => {
  it.each<[string, string, string[]]>([
    ['There is a 3 cm mass in the left kidney.', 'Right renal mass.', ['Right renal mass']],
    ['Large right pleural effusion.', '1. Large left pleural effusion.', ['Large left pleural effusion']],
    ['Acute infarct in the left thalamus.', 'Acute right thalamic infarct.', ['Acute right thalamic infarct']],
    ['Mass in the left kidney and cyst in the right kidney.', 'Right renal mass.', ['Right renal mass']],
    ['No left pleural effusion. Right pleural effusion.', 'Left pleural effusion.', ['Left pleural effusion']],
    ['Left hydronephrosis.', 'Right hydronephrosis.', ['Right hydronephrosis']],
    ['8 mm nodule in the right upper lobe.', 'Left upper lobe nodule.', ['Left upper lobe nodule']],
    ['Left breast mass. Right pleural effusion.', 'Right breast mass.', ['Right breast mass']],
    // False alarms
    ['There is a 3 cm mass in the left kidney.', 'Left renal mass.', []],
    ['Mass in the left kidney and cyst in the right kidney.', 'Left renal mass. Right renal cyst.', []],
    ['Bilateral pleural effusions, larger on the right.', 'Left pleural effusion.', []],
    ['Right and left kidneys have cysts.', 'Left renal cyst.', []],
    ['No left pleural effusion. Right pleural effusion.', 'Right pleural effusion. No left pleural effusion.', []],
    ['No left pleural effusion.', 'No right pleural effusion.', []],
    ['The left ventricle is large.', 'Right pleural effusion.', []],
    ['Right renal mass.', 'No left renal mass.', []],
    ['Both kidneys have stones.', 'Right renal stone.', []],
  ])('%s / %s', (findings, impression, expected) => {
    expect(quotes(check({ findings, impression }), 'laterality')).toEqual(expected);
  });

  it('names the words of both sides', () => {
    const [finding] = check({ findings: 'There is a 3 cm mass in the left kidney.', impression: 'Right renal mass.' });
    expect(finding!.message).toContain('"Right renal mass"');
    expect(finding!.message).toContain('"There is a 3 cm mass in the left kidney"');
  });
});

describe('laterality: technique against findings', () => {
  it.each<[string, string, string[]]>([
    ['MR images of the right shoulder were obtained.', 'Tear of the left supraspinatus.', ['Tear of the left supraspinatus']],
    ['MR images of the right shoulder were obtained.', 'Tear of the right supraspinatus.', []],
    ['Right femoral access.', 'Left renal artery stenosis.', []],
    ['MR images of both shoulders were obtained.', 'Tear of the left supraspinatus.', []],
  ])('%s / %s', (technique, findings, expected) => {
    expect(quotes(check({ technique, findings, impression: 'See above.' }), 'laterality')).toEqual(expected);
  });
});

describe('sex against anatomy', () => {
  it.each<[StudyContext['sex'], string, string[]]>([
    ['female', 'The prostate is enlarged.', ['prostate']],
    ['female', 'The seminal vesicles and testes are normal.', ['seminal vesicles', 'testes']],
    ['male', 'The uterus and ovaries are normal.', ['uterus', 'ovaries']],
    ['male', 'Endometrial thickening of 12 mm. The cervix is normal.', ['Endometrial', 'cervix']],
    ['male', 'Status post hysterectomy.', ['hysterectomy']],
    ['male', 'No adnexal mass.', ['adnexal']],
    // False alarms
    ['male', 'Degenerative change of the cervical spine. Cervical lymph nodes are normal.', []],
    ['male', 'Left breast mass.', []],
    ['female', 'Breast and pelvis are normal.', []],
    ['male', 'The prostate is enlarged.', []],
    ['female', 'The uterus is normal.', []],
    ['other', 'The uterus and prostate are normal.', []],
    [null, 'The uterus is normal.', []],
    [undefined, 'The prostate is normal.', []],
    ['male', 'Family history of ovarian cancer.', []],
  ])('%s: %s', (sex, findings, expected) => {
    const found = check({ findings }, { sex });
    expect(quotes(found, 'sex-anatomy')).toEqual(expected);
    for (const finding of found) expect(finding.dismissible).toBe(true);
  });
});

describe('leftovers of dictation', () => {
  it.each<[string, string[]]>([
    ['No mass period', ['period']],
    ['No mass comma no fluid', ['comma']],
    ['No mass new paragraph No fluid', ['new paragraph']],
    ['No mass full stop', ['full stop']],
    ['The the liver is normal.', ['The the']],
    ['A mass in in the liver.', ['in in']],
    // False alarms
    ['Over a period of time.', []],
    ['The colon is normal.', []],
    ['In the postoperative period.', []],
    ['5 5 mm and T2 T2.', []],
    ['He had had pain that that day.', []],
    ['No mass. No fluid.', []],
    ['Well-circumscribed, in-in graft.', []],
  ])('%s', (findings, expected) => {
    const found = check({ findings });
    expect(quotes(found, 'dictation-artefacts')).toEqual(expected);
    for (const finding of found) expect(finding).toMatchObject({ severity: 'warning', dismissible: true });
  });
});

describe('critical findings', () => {
  it.each([
    'Acute subdural hematoma.',
    'There is intracranial hemorrhage.',
    'Acute subarachnoid hemorrhage in the left sylvian fissure.',
    'Acute left MCA territory infarct.',
    'Right pulmonary embolism.',
    'Saddle embolus.',
    'Large left tension pneumothorax.',
    'Small apical pneumothorax.',
    'Free air under the diaphragm.',
    'Pneumoperitoneum.',
    'Type A aortic dissection.',
    'Ruptured abdominal aortic aneurysm.',
    'Perforated appendicitis.',
    'Left ovarian torsion.',
    'Uncal herniation.',
    'No fracture, but there is a pneumothorax.',
    'No change in the pneumothorax.',
    'Pulmonary embolism cannot be excluded.',
    'Spinal cord compression at T7.',
    'Basilar occlusion.',
  ])('suggests critical: %s', (impression) => {
    expect(suggestsCritical(reportOf({ impression }))).toBe(true);
  });

  it.each([
    'No intracranial hemorrhage.',
    'No acute intracranial hemorrhage, infarct, or herniation.',
    'No evidence of pulmonary embolism.',
    'Negative for pulmonary embolism.',
    'Without pneumothorax or free air.',
    'No pleural effusion or pneumothorax.',
    'Pneumothorax is not seen.',
    'The pneumothorax has resolved.',
    'Chronic subdural hematoma.',
    'History of pulmonary embolism.',
    'Old infarct in the left thalamus.',
    'The aorta is normal.',
    'Small bowel is normal.',
    'Scalp hematoma.',
    'Evaluation for pulmonary embolism.',
    'No aortic aneurysm or dissection.',
  ])('does not: %s', (impression) => {
    expect(suggestsCritical(reportOf({ impression }))).toBe(false);
  });

  it('reads Findings and Impression only', () => {
    expect(suggestsCritical(reportOf({ indication: 'Tension pneumothorax.' }))).toBe(false);
  });

  it('warns when the report is answered to be not critical, with the exact words', () => {
    const texts = { impression: 'Large left tension pneumothorax.' };
    expect(check(texts, {}, { isCritical: false })).toMatchObject([
      { checkId: 'critical-words', severity: 'warning', quote: 'tension pneumothorax', sectionId: 'impression', dismissible: true },
    ]);
    expect(check(texts, {}, { isCritical: true })).toEqual([]);
    expect(check(texts)).toEqual([]);
  });
});

describe('ids', () => {
  it('are the same for the same words, differ for others, and say nothing of the report', () => {
    const first = check({ findings: 'The prostate is large.' }, { sex: 'female' });
    expect(check({ findings: 'The prostate is large. More.' }, { sex: 'female' })[0]!.id).toBe(first[0]!.id);
    expect(check({ findings: 'The testes are large.' }, { sex: 'female' })[0]!.id).not.toBe(first[0]!.id);
    expect(first[0]!.id).toMatch(/^sex-anatomy\.findings\.[0-9a-f]{8}$/);
  });
});

describe('a report as it starts', () => {
  it.each(
    TEMPLATES.flatMap((template) => (['male', 'female', 'other', undefined] as const).map((sex) => [template.id, sex, template] as const)),
  )('%s for %s has nothing but the empty impression', (_, sex, template) => {
    const context = { studyDescription: 'An exam', sex };
    expect(
      runChecks({ document: startDocument(template, context), context, isAddendum: false, isCritical: false }).map(
        ({ checkId }) => checkId,
      ),
    ).toEqual(['empty-impression']);
  });
});

describe('a report of the greatest length that says one thing over and over', () => {
  const MOST_CHARACTERS = 100_000;
  const over = (fragment: string): string => fragment.repeat(MOST_CHARACTERS / fragment.length);

  it.each([
    ['a side before a gap', `left${' '.repeat(MOST_CHARACTERS)}x`, []],
    ['a critical finding', over('pneumothorax '), ['dictation-artefacts', 'critical-words']],
    ['a critical finding and a denial', over('pulmonary embolism no '), ['critical-words']],
    ['what was once', over('old dissection of the '), []],
    ['sides of an organ', over('left kidney, right kidney and '), []],
    ['a side', over('left and '), []],
    ['spoken punctuation', over('period '), ['dictation-artefacts']],
    ['a field', over('[]'), ['unfilled-field']],
    ['marks', `${over('.')}x`, []],
    ['list numbers', over('1. '), []],
    ['a word of one letter', over("a'"), []],
  ])('is answered for %s', (_name, text, expected) => {
    const found = check({ findings: text, impression: text }, { studyDescription: 'CT' }, { isCritical: false });
    expect(new Set(found.map(({ checkId }) => checkId))).toEqual(new Set(expected));
  });

  it('tells of more findings than signing lets dismiss, but not of each of thousands', () => {
    const fields = Array.from({ length: 10_000 }, (_, index) => `[${index}]`).join(' ');
    const found = check({ findings: fields });
    expect(found.length).toBe(200);
    expect(SignSchema.shape.dismissals.safeParse(found.map(({ id }) => ({ id, reason: 'Looked at' }))).success).toBe(false);
  });
});
