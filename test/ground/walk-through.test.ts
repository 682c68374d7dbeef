import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

test('adding the sample tool, tests included, takes under 60 lines', () => {
  const files = globSync('examples/add-a-tool/*.ts');
  expect(files.some((file) => file.endsWith('.test.ts'))).toBe(true);
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n'));
  expect(lines.length).toBeLessThan(60);
});
