import { expect, test } from 'vitest';
import { metadataOf, newPair, pairErrors, pairsOf } from './metadata.ts';

test('pairs become the map and back; rows without words count for nothing', () => {
  const pairs = [newPair(' site ', ' 17 '), newPair(), newPair('contract', '')];
  expect(metadataOf(pairs)).toEqual({ site: '17', contract: '' });
  expect(pairsOf({ site: '17' })).toMatchObject([{ key: 'site', value: '17' }]);
  expect(metadataOf([newPair(), newPair(' ', ' ')])).toBeNull();
});

test('a key that no server takes in a JSON body is found by its row', () => {
  const pair = newPair('__proto__', '1');
  expect(pairErrors([pair])).toEqual(new Map([[pair.id, 'This key cannot be used.']]));
});

test('a value without a key and a key that is there twice are found by their row', () => {
  const [named, nameless, twice] = [newPair('site', '1'), newPair('', 'x'), newPair('site ', '2')];
  expect(pairErrors([named!, nameless!, twice!, newPair()])).toEqual(
    new Map([
      [nameless!.id, 'Expected a key.'],
      [twice!.id, 'Another pair has this key.'],
    ]),
  );
});
