import { expect, test } from 'vitest';
import { withoutUrls } from './without-urls.ts';

test.each([
  ['{"urls":["https://images.example.org/a.dcm?X-Amz-Signature=5ec4e7"]}', '{"urls":["https://images.example.org/(hidden)"]}'],
  ['{"urls":["https:\\/\\/images.example.org\\/5ec4e7"]}', '{"urls":["https://images.example.org/(hidden)"]}'],
  ['{"error":"see HTTPS://help.example.org/5ec4e7 please"}', '{"error":"see https://help.example.org/(hidden) please"}'],
  ['<p>https://images.example.org/5ec4e7</p>', '<p>(URL)'],
  ['{"urls":["https:\\/\\/images.example.org\\/5ec4e7"', '{"urls":["(URL)"'],
  ['{"authorized":false,"error":"Unknown study."}', '{"authorized":false,"error":"Unknown study."}'],
])('%s is kept as %s', (answer, kept) => {
  expect(withoutUrls(answer)).toBe(kept);
});
