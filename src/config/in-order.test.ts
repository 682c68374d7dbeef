import { expect, test } from 'vitest';
import { configError } from './config-error.ts';
import { inOrder } from './in-order.ts';

test('errors come file by file and line by line; a place without a line is one of its own', () => {
  const places = ['a.yaml:10:1', '--set', 'b.yaml:2:1', 'a.yaml:9:3', 'a.yaml:9:1'];
  const errors = places.map((place) => configError({ place, message: 'x' }));
  expect(inOrder(errors).map(({ place }) => place)).toEqual([
    'a.yaml:9:1',
    'a.yaml:9:3',
    'a.yaml:10:1',
    '--set',
    'b.yaml:2:1',
  ]);
});
