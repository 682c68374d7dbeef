import { mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readAnchor } from './read-anchor.ts';

test('the newest of several saved heads is the anchor', async () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'anchor-'));
  const file = join(folder.path, 'heads');
  const line = (rows: number, hash: string): string =>
    `${rows} records are intact; head ${hash.repeat(32)}\n`;
  writeFileSync(file, line(5, 'aa') + line(9, 'bb'));
  expect(await readAnchor(file)).toEqual({
    ok: true,
    value: { seq: 9, hash: 'bb'.repeat(32), checkpoint: null },
  });
});

test.each(['absent', '.'])('a file without a head is refused: %s', async (name) => {
  expect(await readAnchor(join(tmpdir(), name))).toMatchObject({
    ok: false,
    error: { code: 'input.invalid' },
  });
});
