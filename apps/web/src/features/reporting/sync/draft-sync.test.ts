import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { clearKeptDrafts, hasKeptDrafts } from '../../session/index.ts';
import { reportText } from '../document/report-text.ts';
import { report, span } from '../testing/documents.ts';
import { DraftServer } from '../testing/draft-server.ts';
import { newStorage, openWindow } from '../testing/draft-window.ts';
import type { DraftSync } from './draft-sync.ts';
import type { DraftContent } from './fingerprint.ts';
import { KeptDrafts } from './kept-drafts.ts';
import { DraftNotSaved, type SyncTimes } from './sync-status.ts';

const QUICK: SyncTimes = { debounce: 2, longest: 10, retryFirst: 3, retryMost: 12, follow: 20, timeout: 2000 };
const PATIENT: SyncTimes = { debounce: 60_000, longest: 60_000, retryFirst: 60_000, retryMost: 60_000, follow: 60_000, timeout: 2000 };
const AT = '2026-06-03T10:00:00.000Z';

const words = (text: string, dictation = ''): DraftContent => ({
  document: report({ findings: [{ label: 'Lungs', spans: text ? [span(text)] : [] }] }),
  dictation,
});

let server: DraftServer;
let origin: string;
let storage: Storage;
let windows: Map<DraftSync, () => void>;
let reportNumber = 0;
let reportId: string;

beforeEach(async () => {
  reportNumber += 1;
  reportId = `rep_${String(reportNumber).padStart(32, '0')}`;
  server = new DraftServer({ revision: 1, ...words('Clear.'), updatedAt: AT });
  origin = await server.listen();
  storage = newStorage();
  windows = new Map();
});
afterEach(async () => {
  for (const sync of windows.keys()) sync.dispose();
  await server.close();
});

/** Opens the report as a page load does. `userId` separates browsers, which share no BroadcastChannel. */
function open(options: { times?: SyncTimes; userId?: string; storage?: Storage | null } = {}): DraftSync {
  const opened = openWindow({ server, origin, storage, userId: 'usr_a', reportId, times: QUICK, ...options });
  windows.set(opened.sync, opened.crash);
  return opened.sync;
}

const crash = (sync: DraftSync) => windows.get(sync)!();
const onServer = () => reportText(server.draft.document);
const shown = (sync: DraftSync) => reportText(sync.state.content.document);
const reaches = (sync: DraftSync, kind: string) =>
  vi.waitFor(() => expect(sync.state.status.kind).toBe(kind), { timeout: 5000, interval: 2 });

describe('saving', () => {
  it('brings a change to the server and says when', async () => {
    const sync = open();
    expect(sync.state.status).toEqual({ kind: 'saved', at: AT });
    sync.edit(words('Clear. No effusion.', 'heart is normal'));
    expect(sync.state.status.kind).toBe('saving');
    await reaches(sync, 'saved');
    expect(onServer()).toContain('Clear. No effusion.');
    expect(server.draft.dictation).toBe('heart is normal');
    expect(sync.state.revision).toBe(2);
    expect(sync.state.status).toEqual({ kind: 'saved', at: '2026-06-03T10:42:00.000Z' });
  });

  it('has one request in flight at a time and ends with the last words', async () => {
    const sync = open();
    server.nextFault = () => 'late';
    for (let index = 0; index < 30; index++) {
      sync.edit(words(`Nodule ${index}.`));
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await sync.flush();
    expect(onServer()).toContain('Nodule 29.');
    expect(server.mostSimultaneous).toBe(1);
    expect(server.saves.length).toBeLessThan(30);
  });

  it('does not wait for a pause in typing for longer than the longest time', async () => {
    const sync = open({ times: { ...PATIENT, debounce: 60_000, longest: 5 } });
    sync.edit(words('Nodule.'));
    await reaches(sync, 'saved');
    expect(onServer()).toContain('Nodule.');
  });

  it('does not send words that the server has', async () => {
    const sync = open();
    sync.edit(words('Clear.'));
    await expect(sync.flush()).resolves.toBe(1);
    expect(server.saves).toHaveLength(0);
  });

  it('keeps the words in the browser at once, and forgets them when the server has them', async () => {
    const sync = open({ times: PATIENT });
    sync.edit(words('Clear. Small nodule.'));
    expect(JSON.stringify(storage)).toContain('Small nodule');
    expect(hasKeptDrafts('usr_a', storage)).toBe(true);
    await sync.flush();
    expect(hasKeptDrafts('usr_a', storage)).toBe(false);
    expect(storage.length).toBe(0);
  });

  it('forgets everything of a user who signs out, for good, and nothing of another', () => {
    const leaving = open({ times: PATIENT, userId: 'usr_leaving' });
    leaving.edit(words('Mine.'));
    open({ times: PATIENT, userId: 'usr_b' }).edit(words('Theirs.'));
    expect(hasKeptDrafts('usr_leaving', storage)).toBe(true);
    clearKeptDrafts('usr_leaving', storage);
    leaving.edit(words('Mine. More.'));
    expect(JSON.stringify(storage)).not.toContain('Mine.');
    expect(JSON.stringify(storage)).toContain('Theirs.');
  });
});

describe('a bad network', () => {
  it('tries again by itself until the server answers', async () => {
    const faults = ['lost_request', 'error', 'lost_answer', 'lost_request'] as const;
    let index = 0;
    server.nextFault = () => faults[index++] ?? 'none';
    const sync = open();
    sync.edit(words('Clear. Nodule.'));
    await reaches(sync, 'offline');
    expect(sync.state.status).toEqual({ kind: 'offline', kept: true });
    await reaches(sync, 'saved');
    expect(onServer()).toContain('Nodule.');
  });

  it('knows its own words again when only the answer was lost: no conflict', async () => {
    const sync = open({ times: PATIENT });
    server.nextFault = () => 'lost_answer';
    sync.edit(words('Nodule.'));
    await expect(sync.flush()).rejects.toBeInstanceOf(DraftNotSaved);
    server.nextFault = () => 'none';
    sync.edit(words('Nodule. Effusion.'));
    await expect(sync.flush()).resolves.toBe(3);
    expect(onServer()).toContain('Nodule. Effusion.');
  });

  it('takes a change back on the server too when the answer to it was lost', async () => {
    const sync = open({ times: PATIENT });
    server.nextFault = () => 'lost_answer';
    sync.edit(words(''));
    await expect(sync.flush()).rejects.toBeInstanceOf(DraftNotSaved);
    server.nextFault = () => 'none';
    sync.edit(words('Clear.'));
    await sync.flush();
    expect(onServer()).toContain('Clear.');
  });

  it('goes on at once when the network is back', async () => {
    const sync = open({ times: PATIENT });
    server.nextFault = () => 'lost_request';
    sync.edit(words('Nodule.'));
    await expect(sync.flush()).rejects.toMatchObject({ status: { kind: 'offline' } });
    server.nextFault = () => 'none';
    sync.reconnect();
    await reaches(sync, 'saved');
  });

  it('says so where the browser cannot keep the words either', async () => {
    const sync = open({ storage: null, times: PATIENT });
    server.nextFault = () => 'lost_request';
    sync.edit(words('Nodule.'));
    await expect(sync.flush()).rejects.toMatchObject({ status: { kind: 'offline', kept: false } });
  });
});

describe('after a crash or a reload', () => {
  it('sends what was not sent', async () => {
    const before = open({ times: PATIENT });
    before.edit(words('Clear. Nodule.', 'five millimeters'));
    crash(before);
    const after = open();
    expect(shown(after)).toContain('Clear. Nodule.');
    expect(after.state.content.dictation).toBe('five millimeters');
    await reaches(after, 'saved');
    expect(onServer()).toContain('Clear. Nodule.');
    expect(storage.length).toBe(0);
  });

  it('knows its own words again when the crash came before the answer', async () => {
    const before = open({ times: PATIENT });
    server.nextFault = () => 'lost_answer';
    before.edit(words('Nodule.'));
    await expect(before.flush()).rejects.toBeInstanceOf(DraftNotSaved);
    before.edit(words('Nodule. Effusion.'));
    crash(before);
    server.nextFault = () => 'none';
    const after = open();
    await reaches(after, 'saved');
    expect(onServer()).toContain('Nodule. Effusion.');
    expect(server.versions).toHaveLength(0);
  });

  it('asks when the report was changed elsewhere meanwhile', async () => {
    const before = open({ times: PATIENT });
    before.edit(words('Mine.'));
    crash(before);
    const elsewhere = open({ userId: 'usr_a2', storage: newStorage() });
    elsewhere.edit(words('Theirs.'));
    await elsewhere.flush();
    const after = open();
    expect(after.state.status.kind).toBe('conflict');
    expect(shown(after)).toContain('Mine.');
    expect(onServer()).toContain('Theirs.');
  });

  it('sends what is small enough while the page goes away', async () => {
    const sync = open({ times: PATIENT });
    sync.edit(words('Nodule.'));
    sync.leave();
    await vi.waitFor(() => expect(onServer()).toContain('Nodule.'));
  });

  it('keeps what is too large for that in the browser', async () => {
    const sync = open({ times: PATIENT });
    const long = 'Nodule. '.repeat(8000);
    sync.edit(words(long.slice(0, 59_000), long));
    sync.leave();
    expect(hasKeptDrafts('usr_a', storage)).toBe(true);
    crash(sync);
    const after = open();
    await reaches(after, 'saved');
    expect(server.draft.dictation).toBe(long);
  });
});

describe('a conflict', () => {
  async function conflicting(): Promise<DraftSync> {
    const sync = open({ times: PATIENT });
    server.draft = { revision: 2, ...words('Theirs.'), updatedAt: AT };
    sync.edit(words('Mine.'));
    await expect(sync.flush()).rejects.toMatchObject({ status: { kind: 'conflict' } });
    return sync;
  }

  it('stops, changes nothing on the server and keeps what is typed on', async () => {
    const sync = await conflicting();
    sync.edit(words('Mine. More.'));
    expect(sync.state.status).toMatchObject({ kind: 'conflict', theirs: { revision: 2 } });
    await expect(sync.flush()).rejects.toMatchObject({ status: { kind: 'conflict' } });
    expect(onServer()).toContain('Theirs.');
    expect(JSON.stringify(storage)).toContain('Mine. More.');
  });

  it('keeps mine: theirs becomes a version of the draft', async () => {
    const sync = await conflicting();
    sync.keepMine();
    await reaches(sync, 'saved');
    expect(onServer()).toContain('Mine.');
    expect(server.versions.map((draft) => reportText(draft.document)).join()).toContain('Theirs.');
  });

  it('asks again when they went on writing meanwhile', async () => {
    const sync = await conflicting();
    server.draft = { revision: 3, ...words('Theirs. More.'), updatedAt: AT };
    sync.keepMine();
    await reaches(sync, 'conflict');
    expect(sync.state.status).toMatchObject({ theirs: { revision: 3 } });
    expect(onServer()).toContain('Theirs. More.');
  });

  it('takes theirs: mine is put aside in the browser', async () => {
    const sync = await conflicting();
    expect(sync.takeTheirs()).toBe(true);
    expect(shown(sync)).toContain('Theirs.');
    expect(sync.state).toMatchObject({ revision: 2, replaced: 1, status: { kind: 'saved' } });
    const [aside] = new KeptDrafts(storage, 'usr_a', reportId, 'any').aside();
    expect(reportText(aside!.document)).toContain('Mine.');
  });

  it('does not take theirs where mine could not be put aside', async () => {
    const sync = open({ times: PATIENT, storage: null });
    server.draft = { revision: 2, ...words('Theirs.'), updatedAt: AT };
    sync.edit(words('Mine.'));
    await expect(sync.flush()).rejects.toBeInstanceOf(DraftNotSaved);
    expect(sync.takeTheirs()).toBe(false);
    expect(shown(sync)).toContain('Mine.');
  });

  it('is none when both wrote the same', async () => {
    const sync = open({ times: PATIENT });
    server.draft = { revision: 2, ...words('Same.'), updatedAt: AT };
    sync.edit(words('Same.'));
    await expect(sync.flush()).resolves.toBe(2);
  });
});

describe('an answer that ends the saving', () => {
  it.each([
    [422, 'unprocessable', 'refused'],
    [409, 'already_signed', 'closed'],
    [404, 'not_found', 'closed'],
    [401, 'unauthenticated', 'signed_out'],
  ])('%i %s is shown as %s and the words stay', async (status, code, kind) => {
    const sync = open({ times: PATIENT });
    server.status = status;
    server.code = code;
    sync.edit(words('Nodule.'));
    await expect(sync.flush()).rejects.toMatchObject({ status: { kind } });
    expect(JSON.stringify(storage)).toContain('Nodule.');
  });

  it('tries a refused draft again once it was changed', async () => {
    const sync = open();
    server.status = 422;
    sync.edit(words('Too long.'));
    await reaches(sync, 'refused');
    server.status = 200;
    sync.edit(words('Short.'));
    await reaches(sync, 'saved');
  });
});

describe('two windows of one browser', () => {
  it('follow each other, either may write, and there is no conflict', async () => {
    const left = open();
    const right = open();
    left.edit(words('From the left.'));
    await vi.waitFor(() => expect(shown(right)).toContain('From the left.'));
    expect(right.state.replaced).toBe(1);
    right.edit(words('From the left. And the right.'));
    await vi.waitFor(() => expect(shown(left)).toContain('And the right.'));
    await reaches(left, 'saved');
    await reaches(right, 'saved');
    expect(onServer()).toContain('From the left. And the right.');
    expect(server.versions).toHaveLength(0);
  });

  it('the second one saves for a first one that died', async () => {
    const left = open({ times: PATIENT });
    const right = open();
    left.edit(words('Last words.'));
    await vi.waitFor(() => expect(shown(right)).toContain('Last words.'));
    crash(left);
    await reaches(right, 'saved');
    expect(onServer()).toContain('Last words.');
  });

  it('a window that opens while the first has unsent words shows them', async () => {
    const left = open({ times: PATIENT });
    left.edit(words('Not sent yet.'));
    const right = open({ times: PATIENT });
    expect(shown(right)).toContain('Not sent yet.');
    left.edit(words('Not sent yet. More.'));
    await vi.waitFor(() => expect(shown(right)).toContain('More.'));
    await right.flush();
    await reaches(left, 'saved');
  });

  it('both learn that the report was signed in one', async () => {
    const left = open();
    const right = open();
    left.close('Signed.');
    await reaches(right, 'closed');
  });
});
