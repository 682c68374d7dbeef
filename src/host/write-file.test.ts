import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { writeFileWhole } from './write-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-write-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('a file is written with its mode, and replaced only where that is wanted', () => {
  const path = join(folder, 'a');
  expect(writeFileWhole(path, 'one', { mode: 0o600, replace: false })).toEqual({ ok: true, value: true });
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(writeFileWhole(path, 'two', { mode: 0o600, replace: false })).toEqual({
    ok: false,
    error: 'there is such a file already',
  });
  expect(readFileSync(path, 'utf8')).toBe('one');
  expect(writeFileWhole(path, 'two', { mode: 0o600, replace: true }).ok).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('two');
});

test('a file that cannot be written leaves nothing behind', () => {
  expect(writeFileWhole(join(folder, 'no/such/place'), 'x', { mode: 0o600, replace: true })).toEqual({
    ok: false,
    error: 'there is no such folder',
  });
  expect(writeFileWhole(folder, 'x', { mode: 0o600, replace: true }).ok).toBe(false);
  expect(readdirSync(folder)).toEqual(['a']);
});
