import type { Study } from '@readroom/contract';
import { expect, test } from 'vitest';
import { withRemoteMismatches } from './remote-mismatches.ts';

const study = { reportMetadata: { mrn: '123', patientName: 'Edith Marlowe' } } as Study;
const file = (patientId: string) => ({ patient: { patientName: 'MARLOWE^EDITH', patientId, patientBirthDate: null, patientSex: null } });

test('images that come from elsewhere are compared with the order too, and each difference is told once', () => {
  const stored = { field: 'Patient ID', order: '123', images: '777' };
  expect(withRemoteMismatches({ study, mismatches: [stored] }, [file('123'), file('777'), file('888'), file('888')])).toEqual([
    stored,
    { field: 'Patient ID', order: '123', images: '888' },
  ]);
});
