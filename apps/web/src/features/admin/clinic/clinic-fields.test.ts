import { type ClinicSettings, ClinicSettingsPatchSchema } from '@readroom/contract';
import { expect, test } from 'vitest';
import { changeOfClinic, describeMinutes, fieldsOfClinic, idleOptions, matchingZones } from './clinic-fields.ts';

const settings: ClinicSettings = {
  name: 'Harbour',
  letterhead: '1 Harbour Street',
  timeZone: 'UTC',
  paperSize: 'letter',
  requiresSecondFactor: false,
  idleSignOutMinutes: 720,
};

test('only what differs is sent, and an emptied letterhead is none', () => {
  const fields = fieldsOfClinic(settings);
  expect(changeOfClinic(settings, fields)).toEqual({});
  const change = changeOfClinic(settings, { ...fields, name: ' Bay ', letterhead: ' ', idleSignOutMinutes: '15' });
  expect(change).toEqual({ name: 'Bay', letterhead: null, idleSignOutMinutes: 15 });
  expect(ClinicSettingsPatchSchema.safeParse(change).success).toBe(true);
});

test('a time that the list does not offer is offered where it stands', () => {
  expect(idleOptions('720').map(({ value }) => value)).toEqual(['5', '10', '15', '30', '60', '120', '240', '480', '720', '1440']);
  expect(idleOptions('90')).toContainEqual({ value: '90', label: '1 hour 30 minutes' });
  expect([5, 60, 1440].map(describeMinutes)).toEqual(['5 minutes', '1 hour', '24 hours']);
});

test('a zone is found by a part of its name', () => {
  expect(matchingZones('new y', ['America/New_York', 'Europe/Berlin'])).toEqual(['America/New_York']);
});
