import type { FieldErrors } from '../form-errors.ts';

export interface SingleSignOnFields {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** As they are typed: separated by commas, spaces or lines. */
  emailDomains: string;
}

export const NO_PROVIDER: SingleSignOnFields = { issuer: '', clientId: '', clientSecret: '', emailDomains: '' };

export function fieldsOfSettings(settings: { issuer: string; clientId: string; emailDomains: string[] }): SingleSignOnFields {
  return { issuer: settings.issuer, clientId: settings.clientId, clientSecret: '', emailDomains: settings.emailDomains.join(', ') };
}

/** The body of the PUT. An empty secret is left out: the one that is stored stays. */
export function settingsBody({ issuer, clientId, clientSecret, emailDomains }: SingleSignOnFields): Record<string, unknown> {
  return {
    issuer: issuer.trim(),
    clientId: clientId.trim(),
    ...(clientSecret !== '' && { clientSecret }),
    emailDomains: emailDomains.split(/[\s,;]+/).flatMap((domain) => {
      const name = domain.replace(/^@/, '');
      return name === '' ? [] : [name];
    }),
  };
}

/** The findings of one domain stand at the field of all, and say which. */
export function domainError(errors: FieldErrors, fields: SingleSignOnFields): string | undefined {
  if (errors.emailDomains !== undefined) return 'Expected at least one domain, such as example.org.';
  const found = Object.keys(errors).find((path) => path.startsWith('emailDomains.'));
  if (found === undefined) return undefined;
  const domains = settingsBody(fields).emailDomains as string[];
  return `${domains[Number(found.split('.')[1])] ?? 'One'}: expected a domain such as example.org.`;
}
