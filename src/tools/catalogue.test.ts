import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { toolSuite } from '../../test/tool-suite.ts';
import { catalogue } from './catalogue.ts';

const fixtures = new URL('catalogue/fixtures/', import.meta.url);
const files = readdirSync(fixtures);

for (const tool of catalogue) {
  const own = files.filter(
    (file) => file.startsWith(`${tool.name.replaceAll('_', '-')}-`) && !file.includes('no-reply'),
  );
  toolSuite(
    tool,
    own.map((file) => readFileSync(new URL(file, fixtures), 'utf8')),
  );
}

test('every tool has outputs of the real program to be tested with', () => {
  for (const { name } of catalogue) {
    expect(files.some((file) => file.startsWith(name.replaceAll('_', '-')))).toBe(true);
  }
});

test('names are unique, and the whole list fits what a client may be sent', () => {
  expect(new Set(catalogue.map(({ name }) => name)).size).toBe(catalogue.length);
  const definitions = catalogue.map(({ name, description, inputSchema }) => ({
    name,
    description,
    inputSchema,
  }));
  expect(JSON.stringify(definitions).length).toBeLessThan(20_000);
});
