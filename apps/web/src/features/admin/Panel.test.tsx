// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider, useInfiniteQuery } from '@tanstack/react-query';
import { expect, test, vi } from 'vitest';
import { ApiFailure, ConnectionLost } from '../../api/index.ts';
import { PagedList } from './Panel.tsx';
import { testPage } from './testing/page.tsx';

const page = testPage();
const FAILED = new ApiFailure(500, { message: 'It broke.' }, null, null);

interface Page {
  names: string[];
  cursor?: string;
}

function People({ read }: { read: (cursor: string) => Promise<Page> }) {
  const list = useInfiniteQuery({
    queryKey: ['people'],
    initialPageParam: '',
    queryFn: ({ pageParam }) => read(pageParam),
    getNextPageParam: (last) => last.cursor,
    networkMode: 'always',
    retry: false,
  });
  return (
    <PagedList
      query={list}
      items={list.data?.pages.flatMap(({ names }) => names) ?? []}
      what="the users"
      empty="Nobody"
      keyOf={(name) => name}
    >
      {(name) => name}
    </PagedList>
  );
}

async function shown(read: (cursor: string) => Promise<Page>) {
  const client = new QueryClient();
  await page.show(
    <QueryClientProvider client={client}>
      <People read={read} />
    </QueryClientProvider>,
  );
  await page.eventually(() => expect(rows()).not.toEqual([]));
  return client;
}
const rows = () => [...document.querySelectorAll('li')].map((row) => row.textContent);

test('"Show more" that fails says so, keeps the rows, and can be tried again', async () => {
  const read = vi
    .fn<(cursor: string) => Promise<Page>>()
    .mockResolvedValueOnce({ names: ['Nora'], cursor: 'a' })
    .mockRejectedValueOnce(FAILED)
    .mockRejectedValueOnce(new ConnectionLost(null))
    .mockResolvedValueOnce({ names: ['Rhea'] });
  await shown(read);
  await page.click('Show more');
  await page.eventually(() => expect(page.alerts()).toEqual([expect.stringContaining('It was not possible to load more. It broke.')]));
  expect(rows()).toEqual(['Nora']);
  await page.click('Try again');
  await page.eventually(() => expect(page.alerts()).toEqual([expect.stringContaining('Check the connection, then try again.')]));
  await page.click('Try again');
  await page.eventually(() => expect(rows()).toEqual(['Nora', 'Rhea']));
  expect(page.alerts()).toEqual([]);
  expect(read.mock.lastCall).toEqual(['a']);
});

test('rows that could not be read anew stay, and are said to be old', async () => {
  const read = vi
    .fn<(cursor: string) => Promise<Page>>()
    .mockResolvedValueOnce({ names: ['Nora'] })
    .mockRejectedValueOnce(FAILED)
    .mockResolvedValueOnce({ names: ['Nora', 'Rhea'] });
  const client = await shown(read);
  await page.happen(() => client.invalidateQueries());
  await page.eventually(() =>
    expect(page.alerts()).toEqual([
      expect.stringContaining('It was not possible to read the users anew; this is how it was before. It broke.'),
    ]),
  );
  expect(rows()).toEqual(['Nora']);
  await page.click('Try again');
  await page.eventually(() => expect(rows()).toEqual(['Nora', 'Rhea']));
  expect(page.alerts()).toEqual([]);
});
