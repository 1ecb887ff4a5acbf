import { expect, test } from 'vitest';
import { patientsOf } from './patients.ts';

const file = (patientName: string | null, patientId: string | null) => ({
  patient: { patientName, patientId, patientBirthDate: '19600312', patientSex: 'F' },
});

test('the patient of the files is named once', () => {
  expect(patientsOf([file('MARLOWE^EDITH', '123'), file('Marlowe^Edith', '123')])).toEqual([
    { name: 'MARLOWE, EDITH', patientId: '123', birthDate: '1960-03-12', sex: 'female' },
  ]);
});

test('another id or another name is another patient', () => {
  expect(patientsOf([file('A^B', '1'), file('A^B', '2')]).map((patient) => patient.patientId)).toEqual(['1', '2']);
  expect(patientsOf([file('A^B', null), file('C^D', null)])).toHaveLength(2);
  expect(patientsOf([])).toEqual([]);
});
