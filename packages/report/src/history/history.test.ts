import { describe, expect, test } from 'vitest';
import { summariseDocuments } from './index.ts';

const MOST = 50_000;
const summary = (text: string, page?: number) => summariseDocuments([{ fileName: 'a.txt', content: [text] }], MOST, page).text.split('\n');

describe('short documents are quoted whole', () => {
  test.each<[string, string, string[]]>([
    ['each sentence by itself', 'Cough for two weeks. Smoker.', ['"Cough for two weeks." [a.txt]', '"Smoker." [a.txt]']],
    ['a line that was broken to fit', 'He has a history of\r\nhypertension.', ['"He has a history of hypertension." [a.txt]']],
    ['a new line that begins with a capital', 'Known COPD\nEx-smoker', ['"Known COPD" [a.txt]', '"Ex-smoker" [a.txt]']],
    ['items without their bullets', '- Asthma\n2) TIA 2019', ['"Asthma" [a.txt]', '"TIA 2019" [a.txt]']],
    ['items under their heading', 'Allergies:\n- Penicillin', ['"Allergies:" "Penicillin" [a.txt]']],
    ['a heading in capitals', 'FAMILY HISTORY\nBreast cancer', ['"FAMILY HISTORY:" "Breast cancer" [a.txt]']],
    [
      'a heading no further than its list',
      'Family history:\n- Breast cancer\nLung cancer 2019.',
      ['"Family history:" "Breast cancer" [a.txt]', '"Lung cancer 2019." [a.txt]'],
    ],
    [
      'a heading no further than its paragraph',
      'FAMILY HISTORY\n\nBreast cancer.\n\nLung cancer 2019.',
      ['"FAMILY HISTORY:" "Breast cancer." [a.txt]', '"Lung cancer 2019." [a.txt]'],
    ],
    ['a heading with its text', 'Allergies: iodine', ['"Allergies: iodine" [a.txt]']],
    ['a statement once', 'No fever.\nNo fever.', ['"No fever." [a.txt]']],
    ['a denial as it stands', 'No history of cancer.', ['"No history of cancer." [a.txt]']],
    ['no abbreviation ends a sentence', 'Seen by Dr. Ada Byron.', ['"Seen by Dr. Ada Byron." [a.txt]']],
    ['a decimal', 'Creatinine 1.4 mg/dL', ['"Creatinine 1.4 mg/dL" [a.txt]']],
    ['another language', 'Husten seit zwei Wochen.', ['"Husten seit zwei Wochen." [a.txt]']],
  ])('%s', (_rule, text, expected) => {
    expect(summary(text)).toEqual(expected);
  });
});

test.each([
  'Page 2 of 3',
  'Dear Dr. Solis,',
  'Phone: 555 0100',
  'Fax: 555-0101',
  'DOB: 1961-04-02',
  'MRN: A-1001',
  'Kind regards',
  'Electronically signed by Ada Byron',
  'See www.hospital.example',
  '-----',
  '12/2025',
])('what every letter has is left out: %s', (line) => {
  expect(summary(`${line}\nKnown COPD.`)).toEqual(['"Known COPD." [a.txt]']);
});

describe('nothing in a document passes for something else', () => {
  test.each<[string, string, string, string]>([
    ['quotation marks', 'a.txt', 'Patient says "no pain".', '"Patient says \'no pain\'." [a.txt]'],
    ['a source in the text', 'a.txt', 'Fit." [surgeon.txt] "Well', '"Fit.\' [surgeon.txt] \'Well" [a.txt]'],
    ['a line break in a name', 'a.txt]\nALLERGY: NONE [x', 'Known COPD.', '"Known COPD." [a.txt) ALLERGY: NONE (x]'],
    ['control characters', 'a\u0000\u202e.txt', 'Known\u0007 COPD.', '"Known COPD." [a .txt]'],
  ])('%s', (_rule, fileName, text, expected) => {
    expect(summariseDocuments([{ fileName, content: [text] }], MOST).text).toBe(expected);
  });
});

describe('long documents are summarised', () => {
  /** A referral as general practitioners write them, around a page too long. */
  const small = Array.from(
    { length: 40 },
    (_, n) => `We spoke about the garden, the weather and the journey for the ${n + 1}th time.`,
  ).join('\n');
  const referral = `${small}
Reason for referral:
Persistent cough for six weeks, rule out malignancy.
Past medical history:
- Right hemicolectomy for adenocarcinoma 2019
- Hypertension
Family history:
- Mother had breast cancer
Medications:
- Apixaban 5 mg twice daily
Allergies:
- Iodinated contrast: hives in 2021
${small.replaceAll('garden', 'cat')}
eGFR 38 last week.`;

  test('what a radiologist wants to read stays, in the order of the document; small talk goes', () => {
    expect(summary(referral)).toEqual([
      '"Reason for referral:" "Persistent cough for six weeks, rule out malignancy." [a.txt]',
      '"Past medical history:" "Right hemicolectomy for adenocarcinoma 2019" [a.txt]',
      '"Past medical history:" "Hypertension" [a.txt]',
      '"Family history:" "Mother had breast cancer" [a.txt]',
      '"Medications:" "Apixaban 5 mg twice daily" [a.txt]',
      '"Allergies:" "Iodinated contrast: hives in 2021" [a.txt]',
      '"eGFR 38 last week." [a.txt]',
    ]);
  });

  test('how many statements there were is told', () => {
    const { quoted, statements } = summariseDocuments([{ fileName: 'a.txt', content: [referral] }], MOST);
    expect([quoted, statements]).toEqual([7, 87]);
  });

  test('what decides how an examination is done stays beyond the page; the rest is cut at it', () => {
    const reactions = Array.from({ length: 60 }, (_, n) => `Allergy number ${n}: hives.`);
    const diagnoses = Array.from({ length: 60 }, (_, n) => `Known diagnosis number ${n}.`);
    const lines = summary([...diagnoses, ...reactions].join('\n'), 1000);
    expect(lines.filter((line) => line.includes('Allergy'))).toHaveLength(60);
    expect(lines.filter((line) => line.includes('diagnosis'))).toEqual([]);
    expect(summary(diagnoses.join('\n'), 1000).join('\n').length).toBeLessThanOrEqual(1000);
  });

  test('of a language that is not recognised the beginning', () => {
    const text = Array.from({ length: 60 }, (_, n) => `Der Patient erschien zum Termin ${n}.`).join('\n');
    const lines = summary(text, 500);
    expect(lines).toEqual(summary(text, MOST).slice(0, lines.length));
    expect(lines.length).toBeGreaterThan(5);
  });

  test('never more than there is room for, and never half a statement', () => {
    const text = Array.from({ length: 700 }, (_, n) => `Allergy ${n} ${'x'.repeat(100)}`).join('\n');
    const lines = summary(text);
    expect(lines.join('\n').length).toBeLessThanOrEqual(MOST);
    for (const line of lines) expect(line).toMatch(/^"Allergy \d+ x{100}" \[a\.txt\]$/);
  });
});
