import { expect, test } from 'vitest';
import { extensionOfName, typeOfContent } from './file-type.ts';

/** The least files of their kinds, as their standards' own examples begin. */
test.each([
  ['pdf', 'application/pdf', '255044462d312e370a'],
  ['png', 'image/png', '89504e470d0a1a0a0000000d49484452'],
  ['jpg', 'image/jpeg', 'ffd8ffe000104a464946'],
  ['gif', 'image/gif', '474946383761'],
  ['gif', 'image/gif', '474946383961'],
  ['webp', 'image/webp', '52494646240000005745425056503820'],
])('%s by its first bytes', (extension, mimeType, hex) => {
  expect(typeOfContent(Buffer.from(hex, 'hex'))).toEqual({ extension, mimeType });
});

test.each([
  ['nothing', ''],
  ['a page', '3c21646f63747970652068746d6c3e'],
  ['a page with a PDF behind it', '3c68746d6c3e255044462d312e37'],
  ['a sound', '52494646240000005741564566'],
  ['half a PNG signature', '89504e47'],
  ['SVG', '3c73766720786d6c6e733d'],
  ['a program', '7f454c4602010100'],
])('%s is none', (_name, hex) => {
  expect(typeOfContent(Buffer.from(hex, 'hex'))).toBeNull();
});

test.each([
  ['report.pdf', 'pdf'],
  ['A.B.JPEG', 'jpg'],
  ['x.Jpg', 'jpg'],
  ['x.webp', 'webp'],
  ['pdf', null],
  ['x.pdf.exe', null],
  ['x.svg', null],
])('the name %s', (name, extension) => {
  expect(extensionOfName(name)).toBe(extension);
});
