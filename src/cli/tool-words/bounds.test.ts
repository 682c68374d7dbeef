import { expect, test } from 'vitest';
import { z } from 'zod';
import { boundsOf } from './bounds.ts';

test.each([
  [z.int().min(1).max(64), '1 to 64'],
  [z.int().min(0), 'from 0'],
  [z.int().max(9), 'up to 9'],
  [z.int(), ''],
  [z.string().max(200), 'at most 200 characters'],
  [z.array(z.int().min(100).max(599)).max(20), 'at most 20, each 100 to 599'],
  [z.array(z.string().max(8)), 'each at most 8 characters'],
  [z.boolean(), ''],
])('bounds are said as people say them: %#', (schema, text) => {
  expect(boundsOf(z.toJSONSchema(schema))).toBe(text);
});

test('what is no schema has none', () => {
  for (const odd of [null, undefined, 'x', [], { minimum: 'x' }]) expect(boundsOf(odd)).toBe('');
});
