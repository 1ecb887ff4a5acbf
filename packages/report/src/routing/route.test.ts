import { describe, expect, it } from 'vitest';
import { organSystemsFor, templateById } from '../templates/index.ts';
import { routeText } from './route.ts';

const route = (templateId: string, text: string): string[] =>
  routeText(text, organSystemsFor(templateById(templateId)!, { sex: 'male' })).map(
    ({ sectionId, label, text: sentence }) => `${label ?? sectionId}| ${sentence}`,
  );

describe('routeText', () => {
  it.each<[string, string, string[]]>([
    ['ct-head', 'Acute subdural hematoma on the left.', ['Extra-axial spaces| Acute subdural hematoma on the left.']],
    ['ct-head', 'No midline shift.', ['Brain parenchyma| No midline shift.']],
    ['ct-head', 'Old infarct in the left frontal lobe.', ['Brain parenchyma| Old infarct in the left frontal lobe.']],
    ['ct-head', 'Left frontal scalp hematoma.', ['Orbits and soft tissues| Left frontal scalp hematoma.']],
    ['ct-head', 'Mucosal thickening in the frontal sinus.', ['Sinuses and mastoids| Mucosal thickening in the frontal sinus.']],
    ['ct-head', 'Fracture of the temporal bone.', ['Skull| Fracture of the temporal bone.']],
    [
      'ct-chest',
      'Large right pleural effusion with compressive atelectasis of the lung.',
      ['Pleura| Large right pleural effusion with compressive atelectasis of the lung.'],
    ],
    ['ct-chest', 'Filling defect in the right pulmonary artery.', ['Vessels| Filling defect in the right pulmonary artery.']],
    ['ct-chest', 'Pulmonary nodule abutting the heart.', ['Lungs and airways| Pulmonary nodule abutting the heart.']],
    ['ct-chest', 'Pericardial effusion.', ['Heart and pericardium| Pericardial effusion.']],
    ['chest-xray', 'ETT tip is 4 cm above the carina.', ['Lines and tubes| ETT tip is 4 cm above the carina.']],
    [
      'ct-abdomen-pelvis',
      'The common bile duct measures 8 mm at the pancreatic head.',
      ['Gallbladder and bile ducts| The common bile duct measures 8 mm at the pancreatic head.'],
    ],
    ['ct-abdomen-pelvis', 'Pancreatic duct is dilated.', ['Pancreas| Pancreatic duct is dilated.']],
    ['ct-abdomen-pelvis', 'No mesenteric lymph nodes.', ['Lymph nodes| No mesenteric lymph nodes.']],
    ['ct-abdomen-pelvis', 'Disc bulge at L4-L5.', ['Bones and soft tissues| Disc bulge at L4-L5.']],
    ['ct-abdomen-pelvis', 'The renal arteries are patent.', ['Vessels| The renal arteries are patent.']],
    ['mr-brain', 'Restricted diffusion in the left MCA territory.', ['Brain parenchyma| Restricted diffusion in the left MCA territory.']],
    ['xa-angiography', 'The LAD has a 70% stenosis.', ['Vessels| The LAD has a 70% stenosis.']],
    ['generic', 'The meniscus is torn.', ['findings| The meniscus is torn.']],
  ])('%s: %s', (template, text, expected) => {
    expect(route(template, text)).toEqual(expected);
  });

  it('takes headings, spoken with or without their colon, and drops only the heading', () => {
    expect(
      route(
        'ct-head',
        'Indication: Fall. Headache.\nTechnique: Axial images.\nComparison: None.\nFindings: No fracture.\nImpression: no acute abnormality. Follow up as needed.',
      ),
    ).toEqual([
      'indication| Fall.',
      'indication| Headache.',
      'technique| Axial images.',
      'comparison| None.',
      'Skull| No fracture.',
      'impression| No acute abnormality.',
      'impression| Follow up as needed.',
    ]);
    expect(route('ct-head', 'Impression acute infarct.')).toEqual(['impression| Acute infarct.']);
    expect(route('ct-head', 'IMPRESSION\n1. Acute infarct.\n2. No hemorrhage.')).toEqual([
      'impression| 1. Acute infarct.',
      'impression| 2. No hemorrhage.',
    ]);
    expect(route('ct-head', 'Comparison none.')).toEqual(['comparison| None.']);
    expect(route('generic', 'Impression on the thecal sac.')).toEqual(['findings| Impression on the thecal sac.']);
  });

  it('takes organ headings, and keeps the words of a heading that is only part of the label', () => {
    expect(route('ct-abdomen-pelvis', 'Liver: Enlarged. Kidneys: Small.')).toEqual([
      'Liver| Enlarged.',
      'Kidneys and ureters| Kidneys: Small.',
    ]);
    expect(route('chest-xray', 'Lungs: Clear. The heart is large.')).toEqual([
      'Lungs| Clear.',
      'Heart and mediastinum| The heart is large.',
    ]);
  });

  it('sends a sentence to the section that it is about', () => {
    const to = (text: string): string => route('ct-head', text)[0]!.split('|')[0]!;
    expect(to('Compared with 06/03/2026.')).toBe('comparison');
    expect(to('Compared to the MR brain of 01/05/2024.')).toBe('comparison');
    expect(to('Comparison is made with CT head of 06/03/2026.')).toBe('comparison');
    expect(to('No prior studies available for comparison.')).toBe('comparison');
    expect(to('History of trauma.')).toBe('indication');
    expect(to('55-year-old man with headache.')).toBe('indication');
    expect(to('CT of the head without contrast.')).toBe('technique');
    expect(to('Axial images of the head were obtained without contrast.')).toBe('technique');
  });

  it('does not take a finding for a comparison, an indication or a technique', () => {
    expect(route('ct-chest', 'Compared with the prior exam, the lung nodule has increased.')).toEqual([
      'Lungs and airways| Compared with the prior exam, the lung nodule has increased.',
    ]);
    expect(route('ct-chest', 'Compared to the prior the nodule is larger.')).toEqual([
      'Lungs and airways| Compared to the prior the nodule is larger.',
    ]);
    expect(route('ct-head', 'CT of the head without contrast shows no hemorrhage.')).toEqual([
      'Brain parenchyma| CT of the head without contrast shows no hemorrhage.',
    ]);
    expect(route('ct-head', 'No contrast extravasation in the brain.')).toEqual([
      'Brain parenchyma| No contrast extravasation in the brain.',
    ]);
  });

  it('keeps a sentence that names no organ with the one before, else under Other', () => {
    expect(route('ct-abdomen-pelvis', 'There is a cyst in the liver. It measures 3 cm.')).toEqual([
      'Liver| There is a cyst in the liver.',
      'Liver| It measures 3 cm.',
    ]);
    expect(route('ct-abdomen-pelvis', 'Something unusual.')).toEqual(['Other| Something unusual.']);
  });

  it('returns from a heading to the findings when an organ is named and no further heading comes', () => {
    expect(route('ct-head', 'Technique: CT without contrast. There is no intracranial hemorrhage.')).toEqual([
      'technique| CT without contrast.',
      'Brain parenchyma| There is no intracranial hemorrhage.',
    ]);
  });

  it('takes only headings in an addendum', () => {
    expect(route('addendum', 'History of trauma. Compared with 06/03/2026. Impression: No change.')).toEqual([
      'findings| History of trauma.',
      'findings| Compared with 06/03/2026.',
      'impression| No change.',
    ]);
  });
});
