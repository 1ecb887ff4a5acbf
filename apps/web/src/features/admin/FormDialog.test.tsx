// @vitest-environment happy-dom
import { useState } from 'react';
import { expect, test, vi } from 'vitest';
import { z } from 'zod';
import { ApiFailure, ConnectionLost, reportConnection, reportSessionEnded } from '../../api/index.ts';
import { TextField } from '../../ui/index.ts';
import { FormDialog } from './FormDialog.tsx';
import { testPage } from './testing/page.tsx';

const page = testPage();
const KeySchema = z.object({ description: z.string('expected a description').trim().min(1, 'expected a description'), url: z.string() });

interface KeyFormProps {
  onSend: (body: Record<string, unknown>) => Promise<unknown>;
  onClose?: () => void;
}

function KeyForm({ onSend, onClose = () => undefined }: KeyFormProps) {
  const [description, setDescription] = useState('');
  const [url, setUrl] = useState('');
  return (
    <FormDialog
      title="Create a key"
      description="For a program."
      action="Create"
      schema={KeySchema}
      bodyOf={() => ({ ...(description !== '' && { description }), url })}
      onSend={onSend}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextField
            label="Description"
            value={description}
            {...(errors.description !== undefined && { error: errors.description })}
            onChange={(event) => setDescription(event.target.value)}
          />
          <TextField
            label="URL"
            value={url}
            {...(errors.url !== undefined && { error: errors.url })}
            onChange={(event) => setUrl(event.target.value)}
          />
        </>
      )}
    </FormDialog>
  );
}

test('while it is sent it can neither be closed nor asks to leave: what comes of it is seen', async () => {
  const onClose = vi.fn();
  const answer = Promise.withResolvers<void>();
  await page.show(<KeyForm onSend={() => answer.promise} onClose={onClose} />);
  await page.type('Description', 'PACS');
  await page.click('Create');
  expect(page.button('Create').getAttribute('aria-busy')).toBe('true');
  await page.click('Cancel');
  await page.click('Close');
  await page.escape();
  expect(onClose).not.toHaveBeenCalled();
  expect(page.dialogs()).toEqual(['Create a key']);

  await page.happen(() => answer.reject(new ApiFailure(500, { message: 'It failed.' }, null, null)));
  expect(page.alerts()).toEqual(['It failed.']);
  await page.escape();
  expect(page.dialogs()).toContain('Leave without saving?');
  expect(onClose).not.toHaveBeenCalled();
});

test('once it is taken it closes', async () => {
  const onClose = vi.fn();
  const onSend = vi.fn(async () => undefined);
  await page.show(<KeyForm onSend={onSend} onClose={onClose} />);
  await page.type('Description', 'PACS');
  await page.click('Create');
  expect(onSend).toHaveBeenCalledWith({ description: 'PACS', url: '' });
  expect(onClose).toHaveBeenCalledTimes(1);
});

test('what is wrong with a field is said until that field is changed, and again where it is changed back', async () => {
  const taken = { code: 'conflict', message: 'Already there.', issues: [{ path: 'url', message: 'it is taken' }] };
  const onSend = vi.fn(() => Promise.reject(new ApiFailure(409, taken, null, null)));
  await page.show(<KeyForm onSend={onSend} />);
  await page.type('URL', 'https://a.example');
  await page.click('Create');
  expect(page.text()).toContain('Expected a description.');
  await page.type('URL', 'https://b.example');
  expect(page.text()).toContain('Expected a description.');
  await page.type('Description', 'PACS');
  expect(page.text()).not.toContain('Expected a description.');
  await page.type('Description', '');
  expect(page.text()).toContain('Expected a description.');

  await page.type('Description', 'PACS');
  await page.click('Create');
  expect(page.alerts()).toEqual(['Already there.']);
  expect(page.text()).toContain('It is taken.');
  await page.type('Description', 'RIS');
  expect(page.text()).toContain('It is taken.');
  await page.type('URL', 'https://c.example');
  expect(page.text()).not.toContain('It is taken.');
  expect(page.alerts()).toEqual([]);
});

test('that the session has ended is said until somebody is signed in again', async () => {
  const onSend = async () => {
    reportSessionEnded(true);
    throw new ApiFailure(401, { code: 'unauthenticated' }, null, null);
  };
  await page.show(<KeyForm onSend={onSend} />);
  await page.type('Description', 'PACS');
  await page.click('Create');
  expect(page.alerts()).toEqual([expect.stringContaining('Your session has ended.')]);
  await page.happen(() => reportSessionEnded(false));
  expect(page.alerts()).toEqual(['You are signed in again. Nothing was saved yet, and what you entered is still here: send it again.']);
});

test('that the server cannot be reached is said until it can', async () => {
  const onSend = async () => {
    reportConnection(false);
    throw new ConnectionLost(null);
  };
  await page.show(<KeyForm onSend={onSend} />);
  await page.type('Description', 'PACS');
  await page.click('Create');
  expect(page.alerts()).toEqual([expect.stringContaining('The server cannot be reached.')]);
  await page.happen(() => reportConnection(true));
  expect(page.alerts()).toEqual(['The server can be reached again. What you entered is still here: send it again.']);
});
