// @vitest-environment happy-dom
import { act, type ReactNode } from 'react';
import { expect, test, vi } from 'vitest';
import { Button } from './Button.tsx';
import { testRoot } from './testing/root.ts';

const draw = testRoot();

async function shown(element: ReactNode): Promise<HTMLButtonElement> {
  await draw(element);
  return document.querySelector('button') as HTMLButtonElement;
}

test('a double click does it once; when it is done the button does it again', async () => {
  const waiting: (() => void)[] = [];
  const send = vi.fn(() => new Promise<void>((resolve) => waiting.push(resolve)));
  const button = await shown(<Button onClick={send}>Send again</Button>);
  await act(async () => {
    button.click();
    button.click();
  });
  expect(send).toHaveBeenCalledTimes(1);
  expect(button.getAttribute('aria-busy')).toBe('true');
  await act(async () => waiting[0]?.());
  expect(button.getAttribute('aria-busy')).toBeNull();
  await act(async () => button.click());
  expect(send).toHaveBeenCalledTimes(2);
});

test('what gives no promise is done as often as it is clicked', async () => {
  const add = vi.fn();
  const button = await shown(<Button onClick={add}>Add a pair</Button>);
  await act(async () => {
    button.click();
    button.click();
  });
  expect(add).toHaveBeenCalledTimes(2);
});

test.each(['isBusy', 'isIdle'])('with %s it keeps the focus, and neither acts nor sends its form', async (state) => {
  const [act1, send] = [vi.fn(), vi.fn((event: { preventDefault(): void }) => event.preventDefault())];
  const form = (refuses: boolean) => (
    <form onSubmit={send}>
      <Button type="submit" {...{ [state]: refuses }} onClick={act1}>
        Save
      </Button>
    </form>
  );
  const button = await shown(form(false));
  button.focus();
  await shown(form(true));
  expect(document.activeElement).toBe(button);
  await act(async () => button.click());
  expect(act1).not.toHaveBeenCalled();
  expect(send).not.toHaveBeenCalled();
});
