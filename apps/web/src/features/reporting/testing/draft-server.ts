import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Draft, type DraftSave, DraftSaveSchema } from '@readroom/contract';

/** What happens to one request: it never arrives, its answer never arrives, it arrives late, or all is well. */
export type Fault = 'none' | 'lost_request' | 'lost_answer' | 'late' | 'error';

/** A real HTTP server with the draft rules of the API and nothing else, over which a test can break the network. */
export class DraftServer {
  draft: Draft;
  /** Drafts that keepMine replaced: the server's versions. */
  readonly versions: Draft[] = [];
  readonly saves: DraftSave[] = [];
  status = 200;
  code = 'internal';
  nextFault: () => Fault = () => 'none';
  #simultaneous = 0;
  mostSimultaneous = 0;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  constructor(draft: Draft) {
    this.draft = draft;
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += chunk;
    this.#simultaneous += 1;
    this.mostSimultaneous = Math.max(this.mostSimultaneous, this.#simultaneous);
    const fault = this.nextFault();
    // Other requests overtake a late one.
    if (fault === 'late') await new Promise((resolve) => setTimeout(resolve, 15));
    this.#simultaneous -= 1;
    if (fault === 'lost_request') return void request.socket.destroy();
    const [status, body] = fault === 'error' ? [500, { code: 'internal', message: 'no', requestId: 'r' }] : this.#save(JSON.parse(text));
    if (fault === 'lost_answer') return void request.socket.destroy();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  #save(value: unknown): [number, unknown] {
    if (this.status !== 200) return [this.status, { code: this.code, message: `refused: ${this.code}`, requestId: 'r' }];
    const save = DraftSaveSchema.parse(value);
    this.saves.push(save);
    const current = this.draft.revision;
    if (save.baseRevision !== current) {
      if (save.keepMine !== current) return [409, { code: 'draft_conflict', message: 'conflict', requestId: 'r', draft: this.draft }];
      this.versions.push(this.draft);
    }
    this.draft = { revision: current + 1, document: save.document, dictation: save.dictation, updatedAt: '2026-06-03T10:42:00.000Z' };
    return [200, { revision: this.draft.revision, updatedAt: this.draft.updatedAt }];
  }
}
