import { withClient } from '../src/platform/db/client.ts';

/** The migrated database that every test file clones. */
export const TEMPLATE = 'readroom_template';

/** Creates a database beside the one of `adminUrl` and returns its URL. */
export async function createDatabase(adminUrl: string, name: string, template = 'template1'): Promise<string> {
  await withClient(adminUrl, (client) =>
    client.query(`create database ${client.escapeIdentifier(name)} template ${client.escapeIdentifier(template)}`),
  );
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  return url.href;
}
