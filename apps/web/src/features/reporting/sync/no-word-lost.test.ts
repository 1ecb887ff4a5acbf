import fc from 'fast-check';
import { expect, it } from 'vitest';
import { report, span } from '../testing/documents.ts';
import { DraftServer, type Fault } from '../testing/draft-server.ts';
import { type DraftWindow, newStorage, openWindow } from '../testing/draft-window.ts';
import type { DraftContent } from './fingerprint.ts';
import { KeptDrafts } from './kept-drafts.ts';

const TIMES = { debounce: 2, longest: 6, retryFirst: 2, retryMost: 6, follow: 10, timeout: 1000 };

/** Three windows: two of one browser, one of another computer. */
const BROWSERS = [0, 0, 1];

type Action =
  | { kind: 'type' | 'crash' | 'reload' | 'flush' | 'leave'; window: number }
  | { kind: 'resolve'; window: number; keepMine: boolean }
  | { kind: 'network'; faults: Fault[] }
  | { kind: 'pause'; milliseconds: number };

const anyWindow = fc.nat({ max: BROWSERS.length - 1 });
const anyAction: fc.Arbitrary<Action> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('type' as const), window: anyWindow }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('crash' as const, 'reload', 'flush', 'leave'), window: anyWindow }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('resolve' as const), window: anyWindow, keepMine: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('network' as const),
      faults: fc.array(fc.constantFrom<Fault>('lost_request', 'lost_answer', 'late', 'error', 'none'), { maxLength: 6 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pause' as const), milliseconds: fc.nat({ max: 12 }) }) },
);

let run = 0;

it('loses no typed word, whatever the network, the windows and the power do', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(anyAction, { minLength: 3, maxLength: 40 }), async (actions) => {
      run += 1;
      const reportId = `rep_${String(run).padStart(32, '0')}`;
      const server = new DraftServer({ revision: 1, document: report({}), dictation: '', updatedAt: '2026-06-03T10:00:00.000Z' });
      const origin = await server.listen();
      const storages = [newStorage(), newStorage()];
      const open = (browser: number) =>
        openWindow({ server, origin, storage: storages[browser]!, userId: `usr_${browser}`, reportId, times: TIMES });
      const windows = BROWSERS.map(open);
      const typed: string[] = [];
      let faults: Fault[] = [];
      server.nextFault = () => faults.shift() ?? 'none';

      for (const action of actions) {
        if (action.kind === 'network') faults = [...action.faults];
        else if (action.kind === 'pause') await new Promise((resolve) => setTimeout(resolve, action.milliseconds));
        else await act(action, windows, typed, () => open(BROWSERS[action.window]!));
      }

      faults = [];
      await settle(windows);
      const everything = JSON.stringify([
        server.draft,
        server.versions,
        storages.map((storage, browser) => new KeptDrafts(storage, `usr_${browser}`, reportId, 'reader').aside()),
      ]);
      for (const word of typed) expect(everything).toContain(word);
      for (const { sync } of windows) sync.dispose();
      await server.close();
    }),
    { numRuns: 60 },
  );
});

async function act(
  action: Exclude<Action, { kind: 'network' | 'pause' }>,
  windows: DraftWindow[],
  typed: string[],
  reopen: () => DraftWindow,
) {
  const { sync, crash } = windows[action.window]!;
  if (action.kind === 'type') {
    const word = `word-${typed.length}.`;
    typed.push(word);
    sync.edit(append(sync.state.content, word));
  } else if (action.kind === 'crash') {
    crash();
    windows[action.window] = reopen();
  } else if (action.kind === 'reload') {
    sync.dispose();
    windows[action.window] = reopen();
  } else if (action.kind === 'flush') {
    await sync.flush().catch(() => undefined);
  } else if (action.kind === 'leave') {
    sync.leave();
  } else if (action.kind === 'resolve') {
    if (action.keepMine) sync.keepMine();
    else sync.takeTheirs();
  }
}

/** The network is well again and the user answers every conflict, until every window is saved. */
async function settle(windows: DraftWindow[]): Promise<void> {
  for (let round = 0; round < 50; round++) {
    for (const { sync } of windows) {
      if (sync.state.status.kind === 'conflict') sync.keepMine();
      await sync.flush().catch(() => undefined);
    }
    await new Promise(setImmediate);
    if (windows.every(({ sync }) => sync.state.status.kind === 'saved')) return;
  }
  expect(windows.map(({ sync }) => sync.state.status.kind)).toEqual(windows.map(() => 'saved'));
}

/** Alternates between the report and the dictation box. */
function append({ document, dictation }: DraftContent, word: string): DraftContent {
  if (word.length % 2) return { document, dictation: `${dictation} ${word}` };
  const before = document.sections[4]!.paragraphs[0]!.spans.map((found) => found.text).join('');
  return { document: report({ findings: [{ label: null, spans: [span(`${before} ${word}`)] }] }), dictation };
}
