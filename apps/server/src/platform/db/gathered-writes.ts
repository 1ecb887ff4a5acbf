import type pg from 'pg';

/** The part of the driver's connection through which every message goes. */
interface Sender {
  _send(message: Buffer): boolean;
  stream: { writable: boolean; write(bytes: Buffer): boolean };
}

/**
 * Sends what is written in one turn of the event loop in one piece. The driver writes each message of the protocol by itself, five for a prepared statement; a write to the socket costs
 * more than what PostgreSQL does with it.
 */
export function gatherWrites(client: pg.ClientBase): void {
  const { connection } = client as unknown as { connection: Sender };
  let messages: Buffer[] = [];
  const flush = () => {
    const bytes = messages.length === 1 ? messages[0]! : Buffer.concat(messages);
    messages = [];
    if (connection.stream.writable) connection.stream.write(bytes);
  };
  connection._send = (message) => {
    if (messages.push(message) === 1) process.nextTick(flush);
    return true;
  };
}
