import type { ReportDocument } from '@readroom/contract';

/** One window's words and what it knows of the server, as it tells the user's other windows in this browser. */
export interface DraftNews {
  kind: 'state';
  lineage: string;
  /** The state that this one was written on. */
  parent: string;
  document: ReportDocument;
  dictation: string;
  baseRevision: number;
  serverFingerprint: string;
  savedAt: string;
  sent: string[];
}
export type ChannelMessage = DraftNews | { kind: 'hello' } | { kind: 'closed'; message: string };

/** The windows of one browser that show the same report as the same user. */
export class DraftChannel {
  readonly #channel: BroadcastChannel;

  constructor(userId: string, reportId: string, receive: (message: ChannelMessage) => void) {
    this.#channel = new BroadcastChannel(`readroom.draft:${userId}:${reportId}`);
    this.#channel.onmessage = (event: MessageEvent<ChannelMessage>) => receive(event.data);
  }

  post(message: ChannelMessage): void {
    this.#channel.postMessage(message);
  }

  close(): void {
    this.#channel.close();
  }
}
