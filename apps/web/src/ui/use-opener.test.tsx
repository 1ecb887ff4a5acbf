// @vitest-environment happy-dom
import { act, useState } from 'react';
import { expect, test, vi } from 'vitest';
import { Button } from './Button.tsx';
import { Dialog } from './Dialog.tsx';
import { testRoot } from './testing/root.ts';

const draw = testRoot();

/** A list with an action; what the action makes is shown in a dialog of its own, which opens before the one that asked for it closes. */
function Keys({ isRowLeft = true }: { isRowLeft?: boolean }) {
  const [isAsking, setAsking] = useState(false);
  const [isMade, setMade] = useState(false);
  return (
    <main>
      <h2>Keys</h2>
      <ul>{(isRowLeft || (!isMade && !isAsking)) && <li>{<Button onClick={() => setAsking(true)}>Create a key</Button>}</li>}</ul>
      {isAsking && (
        <Dialog isOpen onClose={() => setAsking(false)} title="New key" footer={<Create onMade={setMade} onClose={setAsking} />} />
      )}
      {isMade && <Dialog isOpen title="Copy it" footer={<Button onClick={() => setMade(false)}>I have copied it</Button>} />}
    </main>
  );
}

function Create({ onMade, onClose }: { onMade: (isMade: boolean) => void; onClose: (isAsking: boolean) => void }) {
  return (
    <Button
      onClick={async () => {
        onMade(true);
        // As the list is read again.
        await new Promise((resolve) => setTimeout(resolve));
        onClose(false);
      }}
    >
      Create
    </Button>
  );
}

const press = (name: string) =>
  act(async () => {
    const button = [...document.querySelectorAll('button')].find(({ textContent }) => textContent === name);
    button?.focus();
    button?.click();
  });
const dialogs = () => [...document.querySelectorAll('[role=dialog] h2')].map(({ textContent }) => textContent);

test('a dialog that another one opened gives the focus back to what opened the first', async () => {
  await draw(<Keys />);
  await press('Create a key');
  await press('Create');
  await vi.waitFor(() => act(async () => expect(dialogs()).toEqual(['Copy it'])));
  await press('I have copied it');
  await vi.waitFor(() => expect(document.activeElement?.textContent).toBe('Create a key'));
});

test('where the button that opened the first is gone too, the list has it', async () => {
  await draw(<Keys isRowLeft={false} />);
  await press('Create a key');
  await press('Create');
  await vi.waitFor(() => act(async () => expect(dialogs()).toEqual(['Copy it'])));
  await press('I have copied it');
  await vi.waitFor(() => expect(document.activeElement?.tagName).toBe('UL'));
});
