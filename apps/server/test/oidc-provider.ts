import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type Configuration } from 'oidc-provider';

export interface TestProvider {
  issuer: string;
  client: { clientId: string; clientSecret: string };
  /** Who signs in next, and what the provider says about them. */
  account: { sub: string; email?: string; email_verified?: boolean };
  /** Every request that reached it, as `METHOD /path`. */
  requests: string[];
  /** Walks from an authorization URL as a browser does, through the provider's sign-in, to the redirect back. @returns its URL. */
  visit(url: string): Promise<string>;
  close(): Promise<void>;
}

/** A real OpenID Connect provider on this machine. Whoever comes is signed in as `account` without being asked. */
export async function startProvider(redirectUri: string, settings: Configuration = {}): Promise<TestProvider> {
  const client = { clientId: 'readroom', clientSecret: 'the secret of this client, long enough' };
  const test = { account: { sub: 'account-1' } as TestProvider['account'], requests: [] as string[] };
  const handler: { run?: (request: IncomingMessage, response: ServerResponse) => void } = {};
  const server = createServer((request, response) => {
    test.requests.push(`${request.method} ${(request.url ?? '').split('?')[0]}`);
    handler.run?.(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    cookies: { keys: ['a key of the test'] },
    claims: { openid: ['sub'], email: ['email', 'email_verified'] },
    pkce: { required: () => true },
    ttl: { AccessToken: 600, AuthorizationCode: 60, Grant: 600, IdToken: 600, Interaction: 600, Session: 600 },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, interaction) => `/interaction/${interaction.uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => test.account }),
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({ clientId: client.clientId, accountId: context.oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
    ...settings,
  });
  const callback = provider.callback();
  handler.run = (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void callback(request, response);
    void provider.interactionFinished(request, response, { login: { accountId: test.account.sub } });
  };
  return Object.assign(test, {
    issuer,
    client,
    async visit(start: string) {
      const cookies = new Map<string, string>();
      let url = start;
      for (let hops = 0; hops < 10; hops += 1) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
        for (const line of answer.headers.getSetCookie()) {
          const [name = '', value = ''] = (line.split(';')[0] ?? '').split(/=(.*)/s);
          cookies.set(name, value);
        }
        const location = answer.headers.get('location');
        if (!location) throw new Error(`the provider answered ${answer.status}: ${await answer.text()}`);
        url = new URL(location, url).href;
        if (!url.startsWith(issuer)) return url;
      }
      throw new Error('the provider never leads back');
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
