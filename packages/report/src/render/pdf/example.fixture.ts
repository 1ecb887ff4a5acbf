import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { type Paragraph, type ReportDocument, SECTION_IDS, type SectionId } from '@readroom/contract';
import type { PdfFonts, PdfInput } from './input.ts';

const require = createRequire(import.meta.url);
const load = (path: string) => new Uint8Array(readFileSync(require.resolve(path)));

export const FONTS: PdfFonts = {
  regular: load('@expo-google-fonts/noto-sans/400Regular/NotoSans_400Regular.ttf'),
  bold: load('@expo-google-fonts/noto-sans/700Bold/NotoSans_700Bold.ttf'),
  italic: load('@expo-google-fonts/noto-sans/400Regular_Italic/NotoSans_400Regular_Italic.ttf'),
  fallback: [load('dejavu-fonts-ttf/ttf/DejaVuSans.ttf')],
};

/** A paragraph of the radiologist's own words, with the organ system where one is given. */
export function paragraph(text: string, label: string | null = null): Paragraph {
  return { label, spans: [{ text, origin: 'dictated', accepted: true }] };
}

/** A document with the given sections; the others are empty. */
export function report(sections: Partial<Record<SectionId, Paragraph[]>>): ReportDocument {
  return { templateId: 'test', sections: SECTION_IDS.map((id) => ({ id, paragraphs: sections[id] ?? [] })) };
}

export const CT_HEAD = report({
  exam: [paragraph('CT head without intravenous contrast.')],
  indication: [paragraph('64-year-old woman with acute onset left-sided weakness, last known well 2 hours ago. Evaluate for hemorrhage.')],
  technique: [
    paragraph(
      'Contiguous axial images of the head were obtained from the skull base to the vertex without intravenous contrast. Coronal and sagittal reformations were reviewed. Dose-length product: 912 mGy·cm.',
    ),
  ],
  comparison: [paragraph('MRI brain 11/02/2024.')],
  findings: [
    paragraph('No acute intracranial hemorrhage. No extra-axial collection.', 'Hemorrhage'),
    paragraph(
      'Subtle loss of gray-white differentiation in the right insular ribbon and right frontal operculum. Focal hyperdensity of the right M1 segment, 1.2 cm in length. Chronic lacunar infarct in the left thalamus, unchanged (series 4, image 22).',
      'Brain parenchyma',
    ),
    paragraph('Normal in size and configuration for age. No midline shift. Basal cisterns are patent.', 'Ventricles and cisterns'),
    paragraph('Atherosclerotic calcification of the carotid siphons.', 'Vessels'),
    paragraph('No acute fracture. No suspicious osseous lesion.', 'Calvarium and skull base'),
    paragraph('Clear.', 'Paranasal sinuses and mastoids'),
    paragraph('Bilateral lens replacement. Otherwise unremarkable.', 'Orbits'),
  ],
  impression: [
    paragraph('1. Early ischemic changes in the right middle cerebral artery territory with a hyperdense right M1 segment. ASPECTS 8.'),
    paragraph('2. No acute intracranial hemorrhage.'),
    paragraph(
      '3. Findings were discussed with Dr. Alvarez (emergency medicine) by telephone on 03/15/2026 at 10:52, who read them back and confirmed.',
    ),
  ],
});

/** A signed CT head of an invented patient. */
export const EXAMPLE: PdfInput = {
  reportId: 'rep_0192f3a4b5c67d8e9f00112233445566',
  isAddendum: false,
  isCritical: false,
  clinicName: 'Lakeside Imaging Center',
  document: CT_HEAD,
  header: {
    patientName: 'Eleanor R. Whitfield',
    mrn: '00482913',
    dateOfBirth: '1961-07-09',
    age: '64 years',
    sex: 'female',
    studyDate: '2026-03-15',
    studyTime: '10:30',
    procedure: 'CT HEAD WO CONTRAST',
    referringPhysicianName: 'Marco Alvarez, MD',
    facilityName: 'Lakeside Emergency Department',
    height: { unit: 'cm', value: 168 },
    weight: { unit: 'kg', value: 71.5 },
  },
  studyDescription: 'CT head without contrast',
  studyInstanceUid: '1.2.826.0.1.3680043.8.498.45787841905473114233124723359129632652',
  accessionNumber: 'LIC-2026-118204',
  signer: { firstName: 'Priya', middleName: 'Nandini', lastName: 'Raman', suffix1: 'MD', npiNumber: '1234567893' },
  signedAt: '2026-03-15T11:04:32Z',
  contentHash: '9f2c4e1ab7d05863f1e2d3c4b5a697887766554433221100ffeeddccbbaa9988',
  fonts: FONTS,
};
