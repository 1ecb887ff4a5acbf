// @vitest-environment happy-dom
import { useState } from 'react';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { TextField } from '../../ui/index.ts';
import { testPage } from './testing/page.tsx';
import { useForm } from './use-form.ts';

const page = testPage();
const NotesSchema = z.object({
  notes: z.array(z.object({ text: z.string().min(3, 'expected more words') })),
  metadata: z.record(z.string(), z.string().max(3, 'too long')),
});

function Notes({ metadata = {} }: { metadata?: Record<string, string> }) {
  const [notes, setNotes] = useState(['one', 'b', 'c']);
  const [pair, setPair] = useState(metadata);
  const { errors, wrongCount, submit, forgetRow } = useForm({
    schema: NotesSchema,
    bodyOf: () => ({ notes: notes.map((text) => ({ text })), metadata: pair }),
    onSend: async () => undefined,
    onSent: () => undefined,
  });
  return (
    <form noValidate onSubmit={submit}>
      {notes.map((note, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a test
        <div key={index}>
          <TextField
            label={`Note ${index + 1}`}
            value={note}
            {...(errors[`notes.${index}.text`] !== undefined && { error: errors[`notes.${index}.text`] as string })}
            onChange={(event) => setNotes(notes.with(index, event.target.value))}
          />
          <button
            type="button"
            aria-label={`Remove ${index + 1}`}
            onClick={() => {
              setNotes(notes.toSpliced(index, 1));
              forgetRow('notes', index);
            }}
          />
        </div>
      ))}
      <button type="button" onClick={() => setPair({ 'a.b': 'ok' })}>
        Shorten
      </button>
      <output>{`${wrongCount} wrong`}</output>
      <button type="submit">Save</button>
    </form>
  );
}
const wrong = () => [...document.querySelectorAll('[aria-invalid=true]')].map((field) => (field as HTMLInputElement).value);

test('of a list, the findings follow their rows, and go with what is corrected', async () => {
  await page.show(<Notes />);
  await page.click('Save');
  expect(wrong()).toEqual(['b', 'c']);
  await page.click('Remove 1');
  expect(wrong()).toEqual(['b', 'c']);
  await page.type('Note 1', 'better');
  expect(wrong()).toEqual(['c']);
  expect(page.text()).toContain('1 wrong');
  await page.click('Remove 1');
  expect(wrong()).toEqual(['c']);
  await page.type('Note 1', 'cc');
  expect(page.text()).toContain('0 wrong');
});

test('a key of free pairs may hold a dot', async () => {
  await page.show(<Notes metadata={{ 'a.b': 'long' }} />);
  await page.click('Remove 3');
  await page.click('Remove 2');
  await page.click('Save');
  expect(page.text()).toContain('1 wrong');
  await page.click('Shorten');
  expect(page.text()).toContain('0 wrong');
});
