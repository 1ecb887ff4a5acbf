import { expect, test } from 'vitest';
import { urlFault } from '../../platform/http-client/index.ts';
import { AccessAnswerSchema, checkAccess } from './answer.ts';

const check = (answer: unknown, allow: string[] = []) => checkAccess(AccessAnswerSchema.parse(answer), (url) => urlFault(url, allow), null);
const A = 'https://images.example.org/a?X-Amz-Signature=5ec4e7';
const B = 'https://images.example.org/b';
const sop = (uid: string) => ({
  sopInstanceUID: uid,
  sopClassUID: '1.2.840.10008.5.1.4.1.1.2',
  rows: 2,
  columns: 2,
  bitsAllocated: 16,
  photometricInterpretation: 'MONOCHROME2',
  samplesPerPixel: 1,
});
const manifest = (...sops: unknown[]) => ({
  studyInstanceUID: '1.2.3',
  series: [{ seriesInstanceUID: '1.2.3.1', seriesNumber: 1, seriesDescription: 'Axial', modality: 'CT', sops }],
});

test('a refusal is its words, and nothing else of it is used', () => {
  expect(check({ authorized: false, urls: [A], error: ' No consent. ' })).toEqual({
    authorized: false,
    error: 'No consent.',
    images: [],
    media: [],
    manifests: [],
    warnings: [],
  });
  for (const error of [undefined, null, '', 7]) expect(check({ authorized: false, error }).error).toMatch(/refuses access/);
});

test('the URLs in their order', () => {
  expect(check({ authorized: true, urls: [B, A] })).toMatchObject({
    authorized: true,
    error: null,
    images: [
      { url: B, sopInstanceUid: null },
      { url: A, sopInstanceUid: null },
    ],
    warnings: [],
  });
  expect(check({ authorized: true }).images).toEqual([]);
});

test.each([
  [7, 'expected a URL'],
  ['images', 'expected an https URL'],
  ['ftp://images.example.org/a', 'expected an https URL'],
  ['file:///etc/passwd', 'expected an https URL'],
  ['http://images.example.org/5ec4e7', 'plain http is only allowed to addresses listed in READROOM_OUTBOUND_ALLOW'],
  ['https://user:5ec4e7@images.example.org/', 'credentials in a URL are refused'],
  ['https://127.0.0.1/', 'the address is not public and not listed in READROOM_OUTBOUND_ALLOW'],
  ['https://[::ffff:10.0.0.1]/', 'the address is not public and not listed in READROOM_OUTBOUND_ALLOW'],
  [`https://images.example.org/${'x'.repeat(4000)}`, 'a URL has at most 4000 characters'],
])('the URL %s is left out alone', (bad, why) => {
  const { images, warnings } = check({ authorized: true, urls: [A, bad, B] });
  expect(images.map(({ url }) => url)).toEqual([A, B]);
  expect(warnings).toEqual([`urls[1] was not used: ${why}.`]);
  expect(warnings.join()).not.toContain('5ec4e7');
});

test('plain http and private addresses where the operator listed them', () => {
  const urls = ['http://10.1.2.3/a', 'https://10.1.2.3/a', 'http://192.168.0.1/a', 'http://pacs.example.org/a'];
  const { images, warnings } = check({ authorized: true, urls }, ['10.0.0.0/8']);
  expect(images.map(({ url }) => url)).toEqual([urls[0], urls[1], urls[3]]);
  expect(warnings).toHaveLength(1);
});

test('documents of the known types; a bad entry is left out alone', () => {
  const { media, warnings } = check({
    authorized: true,
    urls: [],
    mediaUrls: [
      { url: A, mimeType: 'application/pdf', fileName: 'Überweisung.pdf' },
      { url: B, mimeType: 'text/html' },
      { url: 'http://images.example.org/c', mimeType: 'image/png' },
      { mimeType: 'image/png' },
      null,
      { url: B, mimeType: 'video/mp4', fileName: null },
    ],
  });
  expect(media).toEqual([
    { url: A, mimeType: 'application/pdf', fileName: 'Überweisung.pdf' },
    { url: B, mimeType: 'video/mp4', fileName: null },
  ]);
  expect(warnings.map((warning) => warning.split(':')[0])).toEqual([1, 2, 3, 4].map((index) => `mediaUrls[${index}] was not used`));
  expect(check({ authorized: true, mediaUrls: 'none' }).warnings).toEqual(['mediaUrls was not used: expected an array.']);
});

test('as many objects as URLs: each URL has the UID of its place, whichever were dropped', () => {
  const urls = [A, 'ftp://x', B];
  const { images } = check({ authorized: true, urls, manifest: manifest(sop('1.2.3.4'), sop('1.2.3.5'), { ...sop('1.2.3.6'), rows: 0 }) });
  expect(images.map(({ sopInstanceUid }) => sopInstanceUid)).toEqual(['1.2.3.4', null]);
});

test('more or fewer objects than URLs: no place says anything', () => {
  const { images, manifests } = check({ authorized: true, urls: [A, B], manifests: [manifest(sop('1.2.3.4'))] });
  expect(images.map(({ sopInstanceUid }) => sopInstanceUid)).toEqual([null, null]);
  expect(manifests).toHaveLength(1);
});

test('a bad manifest leaves the URLs as they are', () => {
  const answer = check({ authorized: true, urls: [A], manifest: 'none', manifests: 7 });
  expect(answer.images).toHaveLength(1);
  expect(answer.warnings).toEqual(['manifest was not used: expected an object.', 'manifests was not used: expected an object.']);
});

test.each([{}, { authorized: 'yes', urls: [] }, { authorized: true, urls: 'none' }, []])('%j is no answer', (bad) => {
  expect(AccessAnswerSchema.safeParse(bad).success).toBe(false);
});
