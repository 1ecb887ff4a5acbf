import { pino } from 'pino';

export type Log = pino.Logger;

/**
 * JSON lines on standard output. No PHI: requests are logged by their route pattern, never by their address, body or headers, and errors by class, code and stack.
 * `level` is a pino level; `silent` turns it off. `destination` is standard output but in tests.
 */
export function createLog(level: string, destination: pino.DestinationStream = pino.destination(1)): Log {
  const options = {
    level,
    base: undefined,
    timestamp: pino.stdTimeFunctions.isoTime,
    serializers: { err: describeError },
  };
  return pino(options, destination);
}

/** PostgreSQL puts row values into `detail` and `parameters`: only what names the fault is kept, with the causes behind it. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { message: 'not an Error' };
  const { name, stack, cause } = error;
  const code = 'code' in error ? String(error.code) : undefined;
  const constraint = 'constraint' in error && error.constraint ? String(error.constraint) : undefined;
  const frames = stack?.split('\n').filter((line) => /^\s+at /.test(line));
  const fromDatabase = 'severity' in error || 'query' in error;
  return {
    name,
    code,
    constraint,
    message: fromDatabase ? undefined : error.message,
    stack: frames,
    cause: cause === undefined ? undefined : describeError(cause),
  };
}
