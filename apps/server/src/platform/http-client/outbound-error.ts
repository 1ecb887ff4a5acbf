/** Why no answer came. The message names no address, so that it can be shown and logged. */
export class OutboundError extends Error {
  readonly reason: 'refused_address' | 'refused_url' | 'unresolved' | 'timeout' | 'connection';

  constructor(reason: OutboundError['reason'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'OutboundError';
    this.reason = reason;
  }
}
