import type { UserRequest } from '../users/index.ts';
import type { DemoReader } from './studies.ts';

export const DEMO_PASSWORD = 'readroom-demo';

type Person = Omit<UserRequest, 'clinicId' | 'password'>;

/** The NPIs are made up; only their check digits are right. */
const radiologist = { level: 'member', clinicRole: 'Radiologist', canManageStudies: false, canCreateReports: true } as const;

export const DEMO_READERS: Record<DemoReader, Person> = {
  owner: {
    ...radiologist,
    level: 'owner',
    canManageStudies: true,
    email: 'owner@demo.readroom.example',
    firstName: 'Ada',
    lastName: 'Lindholm',
    suffix1: 'MD',
    npiNumber: '1999999984',
  },
  chen: {
    ...radiologist,
    email: 'chen@demo.readroom.example',
    firstName: 'Grace',
    lastName: 'Chen',
    suffix1: 'MD',
    npiNumber: '1999999992',
  },
  okafor: {
    ...radiologist,
    email: 'okafor@demo.readroom.example',
    firstName: 'Daniel',
    middleName: 'K.',
    lastName: 'Okafor',
    suffix1: 'MD',
    suffix2: 'PhD',
    npiNumber: '1999999976',
  },
};

export const DEMO_TECHNOLOGIST: Person = {
  email: 'tech@demo.readroom.example',
  firstName: 'Milo',
  lastName: 'Hansen',
  level: 'member',
  clinicRole: 'Imaging Technologist',
  canManageStudies: true,
  canCreateReports: false,
};
