import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { nobody } from '../fixtures/nobody.ts';

const script = join(import.meta.dirname, '../fixtures/remove-locked.ts');

it('a folder that its program locked is removed, and what a link in it leads to is left as it was', () => {
  const parent = mkdtempSync(join(tmpdir(), 'bailiwick-locked-'));
  onTestFinished(() => {
    chmodSync(join(parent, 'elsewhere'), 0o700);
    rmSync(parent, { recursive: true });
  });
  if (process.getuid?.() === 0) chownSync(parent, nobody, nobody);
  execFileSync(process.execPath, [script, parent]);
  expect(readdirSync(parent)).toEqual(['elsewhere']);
  expect(readdirSync(join(parent, 'elsewhere'))).toEqual(['file']);
  expect(statSync(join(parent, 'elsewhere')).mode & 0o777).toBe(0o500);
});
