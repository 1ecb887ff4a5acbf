import { Buffer } from 'node:buffer';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { parseMediaType } from './media-type.ts';
import { MultipartError, splitMultipart } from './multipart.ts';

async function* chunked(text: string | Buffer, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text as string, 'latin1');
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function split(text: string | Buffer, boundary: string, size = 1): Promise<{ headers: Record<string, string>; body: string }[]> {
  const parts = [];
  for await (const { headers, body } of splitMultipart(chunked(text, size), boundary)) {
    parts.push({ headers: Object.fromEntries(headers), body: (await buffer(body)).toString('latin1') });
  }
  return parts;
}

/** The example of RFC 2046 5.1.1. */
const RFC_2046 = [
  'This is the preamble.  It is to be ignored, though it',
  'is a handy place for composition agents to include an',
  'explanatory note to non-MIME conformant readers.',
  '',
  '--simple boundary',
  '',
  'This is implicitly typed plain US-ASCII text.',
  'It does NOT end with a linebreak.',
  '--simple boundary',
  'Content-type: text/plain; charset=us-ascii',
  '',
  'This is explicitly typed plain US-ASCII text.',
  'It DOES end with a linebreak.',
  '',
  '--simple boundary--',
  '',
  'This is the epilogue.  It is also to be ignored.',
].join('\r\n');

describe.each([1, 2, 3, 7, 64, 100_000])('in chunks of %i bytes', (size) => {
  test('the example of RFC 2046', async () => {
    expect(await split(RFC_2046, 'simple boundary', size)).toEqual([
      { headers: {}, body: 'This is implicitly typed plain US-ASCII text.\r\nIt does NOT end with a linebreak.' },
      {
        headers: { 'content-type': 'text/plain; charset=us-ascii' },
        body: 'This is explicitly typed plain US-ASCII text.\r\nIt DOES end with a linebreak.\r\n',
      },
    ]);
  });

  test('bytes that look like the beginning of a boundary stay in the part', async () => {
    const tricky = '\r\n\r\n--\r\n--b\r\r\n--boundar\r\n-- boundary--boundary\r';
    const body = `--boundary\r\nContent-Type: application/dicom\r\n\r\n${tricky}\r\n--boundary--`;
    expect(await split(body, 'boundary', size)).toEqual([{ headers: { 'content-type': 'application/dicom' }, body: tricky }]);
  });

  test('empty parts, padding behind the boundary, folded and empty headers', async () => {
    const body = '--b  \t\r\nContent-Type: application/dicom;\r\n transfer-syntax=1.2\r\nContent-ID:\r\n\r\n\r\n--b\r\n\r\n\r\n--b--\r\n';
    expect(await split(body, 'b', size)).toEqual([
      { headers: { 'content-type': 'application/dicom; transfer-syntax=1.2', 'content-id': '' }, body: '' },
      { headers: {}, body: '' },
    ]);
  });

  test('binary bytes come through unchanged', async () => {
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7) & 0xff));
    const body = Buffer.concat([Buffer.from('--b\r\n\r\n'), bytes, Buffer.from('\r\n--b--')]);
    expect((await split(body, 'b', size))[0]?.body).toBe(bytes.toString('latin1'));
  });
});

test('a part that is read halfway is skipped', async () => {
  const seen = [];
  for await (const { body } of splitMultipart(chunked('--b\r\n\r\none\r\n--b\r\n\r\ntwo\r\n--b--', 1), 'b')) {
    for await (const first of body) {
      seen.push(Buffer.from(first).toString());
      break;
    }
  }
  expect(seen).toEqual(['o', 't']);
});

test('a part that is not read is skipped', async () => {
  const seen = [];
  for await (const { headers } of splitMultipart(chunked('--b\r\nA: 1\r\n\r\none\r\n--b\r\nA: 2\r\n\r\ntwo\r\n--b--', 5), 'b')) {
    seen.push(headers.get('a'));
  }
  expect(seen).toEqual(['1', '2']);
});

test('parts before the place where the body breaks off were given out whole', async () => {
  const seen: string[] = [];
  const read = async () => {
    for await (const { body } of splitMultipart(chunked('--b\r\n\r\none\r\n--b\r\n\r\ntw', 5), 'b'))
      seen.push((await buffer(body)).toString());
  };
  await expect(read()).rejects.toThrow(MultipartError);
  expect(seen).toEqual(['one']);
});

test.each([
  ['nothing', ''],
  ['no boundary', 'hello'],
  ['no closing boundary', '--b\r\n\r\none'],
  ['a boundary with something behind it', '--bad\r\n\r\none\r\n--b--'],
  ['a header without a name', '--b\r\n: x\r\n\r\none\r\n--b--'],
  ['endless headers', `--b\r\nA: ${'x'.repeat(20_000)}\r\n\r\none\r\n--b--`],
])('%s is refused', async (_name, body) => {
  await expect(split(body, 'b', 1000)).rejects.toThrow(MultipartError);
});

test.each([
  ['multipart/related; type="application/dicom"; boundary=abc', 'multipart/related', { type: 'application/dicom', boundary: 'abc' }],
  ['Multipart/Related; type=application/dicom; boundary="a b\\"c"', 'multipart/related', { type: 'application/dicom', boundary: 'a b"c' }],
  ['multipart/related;boundary=----x;type="application/dicom"', 'multipart/related', { type: 'application/dicom', boundary: '----x' }],
  ['application/dicom', 'application/dicom', {}],
  ['', '', {}],
])('media type %s', (value, type, parameters) => {
  const parsed = parseMediaType(value);
  expect({ type: parsed.type, parameters: Object.fromEntries(parsed.parameters) }).toEqual({ type, parameters });
});
