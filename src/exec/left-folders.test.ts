import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { freshRunId } from './fixtures/lab.ts';
import { endLeftRuns, runFolder } from './left-folders.ts';

test('folders of runs go whose server is gone, and nothing else', async () => {
  const root = mkdtempSync(join(tmpdir(), 'bailiwick-left-'));
  const living = runFolder(root, freshRunId());
  // The same number, started at another time: that process is gone.
  const dead = (): string => runFolder(root, freshRunId()).replace(/(-\d+-)\d+(-r-)/, '$11$2');
  const [left, file, link] = [dead(), dead(), dead()];
  for (const folder of [living, left, join(root, 'bailiwick-other')]) mkdirSync(folder);
  writeFileSync(join(left, 'report.xml'), 'half');
  writeFileSync(file, '');
  symlinkSync(living, link);
  await endLeftRuns(root);
  expect([living, left, file, link, join(root, 'bailiwick-other')].map((path) => existsSync(path))).toEqual([
    true,
    false,
    true,
    true,
    true,
  ]);
  await endLeftRuns(join(root, 'missing'));
  rmSync(root, { recursive: true });
});

test('programs that such a run has left are ended, whatever group and session they have, and no others', async () => {
  const root = mkdtempSync(join(tmpdir(), 'bailiwick-left-'));
  const [left, living] = [freshRunId(), freshRunId()];
  mkdirSync(runFolder(root, left).replace(/(-\d+-)\d+(-r-)/, '$11$2'));
  mkdirSync(runFolder(root, living));
  const start = (runId: string) =>
    spawn('sleep', ['60'], {
      detached: true,
      stdio: 'ignore',
      env: { BAILIWICK_RUN_ID: runId, PATH: '/usr/bin:/bin' },
    });
  const [ofLeft, ofLiving] = [start(left), start(living)];
  const ended = once(ofLeft, 'exit');
  await endLeftRuns(root);
  expect(await ended).toEqual([null, 'SIGKILL']);
  expect(ofLiving.exitCode ?? ofLiving.signalCode).toBe(null);
  ofLiving.kill('SIGKILL');
  rmSync(root, { recursive: true });
});
