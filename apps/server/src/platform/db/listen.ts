import pg from 'pg';
import { clientConfig } from './client.ts';

const RETRY_MS = 500;

/**
 * Calls `onPayload` for every NOTIFY on the channel, on a connection of its own that is restored when it is lost. `onConnected` is called each time that it
 * stands: what was notified in between is gone. Resolves once it listens for the first time; throws where that fails.
 * @returns stops listening.
 */
export async function listen(
  url: string,
  channel: string,
  onPayload: (payload: string) => void,
  onConnected?: () => void,
): Promise<() => Promise<void>> {
  let stopped = false;
  let client: pg.Client | undefined;
  let timer: NodeJS.Timeout | undefined;

  const connect = async () => {
    const next = new pg.Client(clientConfig(url));
    const lost = () => {
      if (client !== next) return;
      client = undefined;
      retry();
    };
    next.on('notification', (message) => onPayload(message.payload ?? ''));
    next.on('error', lost);
    next.on('end', lost);
    await next.connect();
    await next.query(`listen ${next.escapeIdentifier(channel)}`);
    client = next;
    if (stopped) await next.end();
    else onConnected?.();
  };

  const retry = () => {
    if (stopped) return;
    // The reason it was lost also fails the next attempt, until it no longer does.
    timer = setTimeout(() => void connect().catch(retry), RETRY_MS);
  };

  await connect();
  return async () => {
    stopped = true;
    clearTimeout(timer);
    const open = client;
    client = undefined;
    await open?.end();
  };
}
