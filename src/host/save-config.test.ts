import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { saveConfig } from './save-config.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiwick-save-'));
  path = join(folder, 'config.yaml');
  writeFileSync(path, 'version: 1\n', { mode: 0o644 });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('D11: the new text takes the place of the old one, for its owner alone, and leaves nothing beside it', () => {
  expect(saveConfig(path, 'version: 1\n', 'version: 1\n# two\n').ok).toBe(true);
  expect(readFileSync(path, 'utf8')).toBe('version: 1\n# two\n');
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['config.yaml']);
});

test('D11: a file that somebody else has changed meanwhile is left as it is', () => {
  writeFileSync(path, 'version: 1\n# theirs\n');
  expect(saveConfig(path, 'version: 1\n', 'version: 1\n# ours\n')).toMatchObject({
    error: expect.stringContaining('was changed by somebody else'),
  });
  expect(readFileSync(path, 'utf8')).toContain('theirs');
  expect(readdirSync(folder)).toEqual(['config.yaml']);
});

test('D11: of two changes at once one is refused, and a lock that a crash left behind stops nobody', () => {
  const lock = `${path}.lock`;
  writeFileSync(lock, '');
  expect(saveConfig(path, 'version: 1\n', 'x')).toMatchObject({
    error: expect.stringContaining('try again'),
  });
  utimesSync(lock, 0, 0);
  expect(saveConfig(path, 'version: 1\n', 'version: 1\n# ours\n').ok).toBe(true);
  expect(existsSync(lock)).toBe(false);
});

test('a link stays one: the file that it leads to is replaced', () => {
  const link = join(folder, 'link.yaml');
  symlinkSync(path, link);
  expect(saveConfig(link, 'version: 1\n', 'version: 1\n# two\n').ok).toBe(true);
  expect(readFileSync(path, 'utf8')).toContain('two');
  expect(saveConfig(join(folder, 'none.yaml'), '', 'x')).toMatchObject({ ok: false });
});
