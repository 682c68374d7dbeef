import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readSettings } from './load-settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-hostile-'));
afterAll(() => rmSync(folder, { recursive: true }));

const lines = (line: (at: number) => string): string =>
  Array.from({ length: 10_000 }, (_, at) => line(at)).join('');

test.each([
  ['aliases', `a: &a 1\n${lines((at) => `a${at}: *a\n`)}`],
  ['wrong items', `scope:\n  allow:\n${lines((at) => `    - "a b${at}"\n`)}`],
  ['public addresses', `scope:\n  allow:\n${lines((at) => `    - 8.0.${at >> 8}.${at & 255}\n`)}`],
])(
  'D9: the worst that a file may hold does not hold a server up while it reloads: %s',
  async (_what, text) => {
    const config = join(folder, 'config.yaml');
    writeFileSync(config, text, { mode: 0o600 });
    const began = performance.now();
    await readSettings({ env: {} }, { config, flags: [] });
    // About half a second on a quiet machine; every further reading of the file would double that.
    expect(performance.now() - began).toBeLessThan(3_000);
  },
);

test('a file with too many errors to be judged further is refused with those', async () => {
  const config = join(folder, 'config.yaml');
  writeFileSync(config, `scope:\n  allow: [${'{}, '.repeat(150)}]\n  deny: 5\n`, { mode: 0o600 });
  const read = await readSettings({ env: {} }, { config, flags: [] });
  expect(read.ok ? [] : read.error.map(({ path }) => path)).toHaveLength(151);
});
