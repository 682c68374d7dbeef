import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshRunId } from './fixtures/lab.ts';
import { removeLeftFolders, runFolder } from './left-folders.ts';

test('folders of runs go whose server is gone, and nothing else', () => {
  const root = mkdtempSync(join(tmpdir(), 'bailiwick-left-'));
  const living = runFolder(root, freshRunId());
  // The same number, started at another time: that process is gone.
  const dead = (): string => runFolder(root, freshRunId()).replace(/(-\d+-)\d+(-r-)/, '$11$2');
  const [left, file, link] = [dead(), dead(), dead()];
  for (const folder of [living, left, join(root, 'bailiwick-other')]) mkdirSync(folder);
  writeFileSync(join(left, 'report.xml'), 'half');
  writeFileSync(file, '');
  symlinkSync(living, link);
  removeLeftFolders(root);
  expect([living, left, file, link, join(root, 'bailiwick-other')].map((path) => existsSync(path))).toEqual([
    true,
    false,
    true,
    true,
    true,
  ]);
  removeLeftFolders(join(root, 'missing'));
  rmSync(root, { recursive: true });
});
