import { AuditLogQuerySchema } from '@readroom/contract';
import { expect, test } from 'vitest';
import { readFilters, writeFilters } from '../list-filters.ts';
import { AREA_NAMES, actionLabel, actionsOf, describeAction } from './actions.ts';
import { ALL_EVENTS, AUDIT_ADDRESS, addressChange, areDaysReversed, auditQuery, isFiltered } from './audit-filters.ts';

const queryOf = (change: Partial<typeof ALL_EVENTS>) => Object.fromEntries(auditQuery({ ...ALL_EVENTS, ...change }));
const now = Date.parse('2026-11-22T12:00:00Z');

test('without filters nothing is asked for but the page', () => {
  expect(queryOf({})).toEqual({});
  expect(isFiltered(ALL_EVENTS)).toBe(false);
});

test('a period counts back from when it was chosen', () => {
  expect(queryOf({ period: '7', since: now })).toEqual({ from: '2026-11-15T12:00:00.000Z' });
});

test('chosen days are whole days where the reader is, both included', () => {
  const { from, to } = queryOf({ period: 'days', fromDay: '2026-03-28', toDay: '2026-03-29' });
  expect(new Date(from ?? '').toString()).toContain('Mar 28 2026 00:00:00');
  expect(new Date(to ?? '').toString()).toContain('Mar 29 2026 23:59:59');
  expect(queryOf({ period: 'days', toDay: '2026-03-29' })).not.toHaveProperty('from');
});

test('a person and a key are different filters', () => {
  const actor = { name: 'x', detail: '' };
  expect(queryOf({ actor: { kind: 'user', id: 'usr_1', ...actor } })).toEqual({ userId: 'usr_1' });
  expect(queryOf({ actor: { kind: 'key', id: 'k', ...actor } })).toEqual({ apiKeyId: 'k' });
});

test('an area is all of its actions; one action is only that; the server takes each of them', () => {
  expect(queryOf({ area: 'API keys' })).toEqual({
    action: 'key.created,key.updated,key.secret_rotated,key.revoked,key.test_event_sent',
  });
  expect(queryOf({ area: 'API keys', action: 'key.revoked' })).toEqual({ action: 'key.revoked' });
  for (const area of AREA_NAMES) {
    expect(actionsOf(area).length).toBeGreaterThan(0);
    expect(AuditLogQuerySchema.safeParse(queryOf({ area, studyId: ` stu_${'a'.repeat(32)} ` })).error).toBeUndefined();
  }
});

test('actions read as sentences; one of a later version as it is written', () => {
  expect(describeAction('user.access_revoked', 'Rhea Solis')).toBe('revoked the access of Rhea Solis');
  expect(describeAction('key.revoked', null)).toBe('revoked the API key one that is gone');
  expect(describeAction('robot.arm_moved', null)).toBe('robot: arm moved');
  expect(actionLabel('user.access_revoked')).toBe('Revoked the access of …');
});

test('an address holds ids, days and choices, and nothing that was typed beside', () => {
  const actor = { kind: 'user', id: `usr_${'b'.repeat(32)}`, name: 'Rhea Solis', detail: 'rhea@hospital.example' } as const;
  const studyId = `stu_${'a'.repeat(32)}`;
  const change = addressChange({
    period: 'days',
    fromDay: '2026-03-28',
    toDay: '',
    actor,
    area: 'API keys',
    action: 'key.revoked',
    studyId,
  });
  const address = writeFilters(AUDIT_ADDRESS, { ...readFilters(AUDIT_ADDRESS, ''), ...change });
  expect(address).not.toMatch(/Solis|rhea/i);
  expect(readFilters(AUDIT_ADDRESS, address)).toEqual({
    ...{ period: 'days', from: '2026-03-28', to: '', user: actor.id, key: '' },
    ...{ area: 'API keys', action: 'key.revoked', study: studyId },
  });
  expect(addressChange({ studyId: 'Jane Doe' })).toEqual({ study: '' });
  expect(addressChange({ actor: null })).toEqual({ user: '', key: '' });
});

test('days the wrong way round are found', () => {
  const days = { period: 'days', fromDay: '2026-03-29', toDay: '2026-03-28' } as const;
  expect(areDaysReversed(days)).toBe(true);
  expect(areDaysReversed({ ...days, toDay: days.fromDay })).toBe(false);
  expect(areDaysReversed({ ...days, toDay: '' })).toBe(false);
  expect(areDaysReversed({ ...days, period: '7' })).toBe(false);
});
