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
    value: { seq: 9, hash: 'bb'.repeat(32), signed: 0, checkpoint: null },
  });
});

test('reports in JSON are heads as well, of one line or several, and tell what was signed', async () => {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'anchor-'));
  const file = join(folder.path, 'heads');
  const report = {
    schema: 'bailiwick.audit-verify/1',
    intact: true,
    rows: 9,
    head: 'cc'.repeat(32),
    signed: 7,
  };
  const anchor = { ok: true, value: { seq: 9, hash: 'cc'.repeat(32), signed: 7, checkpoint: null } };
  const broken = { ...report, intact: false, rows: 12 };
  for (const indent of [0, 2]) {
    writeFileSync(file, `${JSON.stringify(report, null, indent)}\n${JSON.stringify(broken, null, indent)}\n`);
    expect(await readAnchor(file)).toEqual(anchor);
  }
  writeFileSync(file, `9 records are intact; head ${'cc'.repeat(32)}; signed up to record 7; and more\n`);
  expect(await readAnchor(file)).toEqual(anchor);
});

test.each(['absent', '.'])('a file without a head is refused: %s', async (name) => {
  expect(await readAnchor(join(tmpdir(), name))).toMatchObject({
    ok: false,
    error: { code: 'input.invalid' },
  });
});
