import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { definitionSchema } from './format.ts';

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const page = read('docs/declared-tools.md');

test('the page about definitions names every key of the format, and its example is the one that ships', () => {
  const missing = [...keysOf(z.toJSONSchema(definitionSchema, { io: 'input' }))].filter(
    (key) => !new RegExp(`(?<![\\w-])${key}(?![\\w-])`).test(page),
  );
  expect(missing).toEqual([]);
  expect(page).toContain(read('examples/declared-tools/mtr.yaml'));
});

/** Every key that a schema names, at any depth. */
function keysOf(schema: unknown): ReadonlySet<string> {
  if (typeof schema !== 'object' || schema === null) return new Set();
  const own = 'properties' in schema ? Object.keys(schema.properties ?? {}) : [];
  return new Set([...own, ...Object.values(schema).flatMap((child) => [...keysOf(child)])]);
}
