import { SingleSignOnChangeSchema } from '@readroom/contract';
import { expect, test } from 'vitest';
import { checkForm } from '../form-errors.ts';
import { domainError, fieldsOfSettings, NO_PROVIDER, settingsBody } from './single-sign-on-fields.ts';

const fields = {
  issuer: ' https://id.example.org ',
  clientId: 'readroom',
  clientSecret: 's',
  emailDomains: '@example.org, example.net\nx.example',
};

test('domains are taken however they are separated, with or without an @', () => {
  const body = settingsBody(fields);
  expect(body).toMatchObject({ issuer: 'https://id.example.org', emailDomains: ['example.org', 'example.net', 'x.example'] });
  expect(SingleSignOnChangeSchema.safeParse(body).success).toBe(true);
});

test('a secret that is not typed again is not sent', () => {
  const stored = fieldsOfSettings({ issuer: 'https://id.example.org', clientId: 'c', emailDomains: ['a.example', 'b.example'] });
  expect(settingsBody(stored)).toEqual({ issuer: 'https://id.example.org', clientId: 'c', emailDomains: ['a.example', 'b.example'] });
});

test('what is wrong with a domain is said at the field, with the domain', () => {
  const wrong = { ...fields, emailDomains: 'example.org, nonsense' };
  expect(domainError(checkForm(SingleSignOnChangeSchema, settingsBody(wrong)), wrong)).toBe(
    'nonsense: expected a domain such as example.org.',
  );
  expect(domainError(checkForm(SingleSignOnChangeSchema, settingsBody(NO_PROVIDER)), NO_PROVIDER)).toContain('at least one domain');
  expect(domainError({}, fields)).toBeUndefined();
});
