import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freshRunId, openLab, textOf, tiersHere, type Lab } from '../fixtures/lab.ts';
import { findPrlimit } from '../sandbox/find-box-programs.ts';
import type { ArtifactSettings, ArtifactTrouble } from './artifact-settings.ts';

const tiers = await tiersHere();
const keep = 1000;

let data: string;
let folder: string;
let troubles: ArtifactTrouble[];
let lab: Lab;

const open = (settings: Partial<ArtifactSettings> = {}, sandbox: (typeof tiers)[number] = 'process'): Lab => {
  const report = (trouble: ArtifactTrouble): void => void troubles.push(trouble);
  return openLab({
    sandbox,
    artifacts: { folder, streamBytes: 2 ** 20, totalBytes: 2 ** 30, report, ...settings },
  });
};

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'bailiwick-data-'));
  folder = join(data, 'artifacts');
  troubles = [];
});
afterEach(async () => {
  await lab.close();
  rmSync(data, { recursive: true });
});

const numbers = (upTo: number): string => Array.from({ length: upTo }, (_, at) => `${at + 1}\n`).join('');
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const modeOf = (path: string): number => statSync(path).mode & 0o777;

describe('what a program prints beyond what is kept', () => {
  it('is in files of the run, each stream from its start, for the owner alone', async () => {
    lab = open();
    const runId = freshRunId();
    const { artifacts, notes } = await lab.run('print-both', ['9000'], { runId, keep });
    const fileOf = (stream: 'stdout' | 'stderr', text: string) => ({
      stream,
      path: join(folder, `${runId}.${stream}`),
      bytes: text.length,
      complete: true,
      sha256: sha256(text),
    });
    expect(artifacts).toEqual([fileOf('stdout', numbers(9000)), fileOf('stderr', numbers(4500))]);
    expect([notes, troubles]).toEqual([[], []]);
    expect(readFileSync(join(folder, `${runId}.stderr`), 'utf8')).toBe(numbers(4500));
    expect([modeOf(folder), modeOf(join(folder, `${runId}.stdout`))]).toEqual([0o700, 0o600]);
  });

  it('is written up to the bound, and counted to its end', async () => {
    lab = open({ streamBytes: 1500 });
    const { artifacts, stdout } = await lab.run('seq', ['9000'], { keep });
    expect(artifacts).toMatchObject([{ bytes: 1500, complete: false }]);
    expect(readFileSync(artifacts[0]?.path ?? '', 'utf8')).toBe(numbers(9000).slice(0, 1500));
    expect(stdout.bytes).toBe(numbers(9000).length);
  });

  it('is in no file where all of it is kept, where files are off, and where the call may have none', async () => {
    lab = open();
    expect((await lab.run('seq', ['9'], { keep })).artifacts).toEqual([]);
    expect((await lab.run('seq', ['9000'], { keep, artifacts: false })).artifacts).toEqual([]);
    await lab.close();
    lab = open({ streamBytes: 0 });
    expect((await lab.run('seq', ['9000'], { keep })).artifacts).toEqual([]);
    expect(existsSync(folder)).toBe(false);
  });

  it('has a file for each program of one call', async () => {
    lab = open();
    const runId = freshRunId();
    for (const upTo of ['9000', '8000']) await lab.run('seq', [upTo], { runId, keep });
    expect(readdirSync(folder).toSorted()).toEqual([`${runId}.2.stdout`, `${runId}.stdout`]);
  });

  it('is there after a deadline as well', async () => {
    lab = open({ streamBytes: 5000 });
    const { ending, artifacts } = await lab.run('endless', [], { keep, timeoutSec: 1 });
    expect(ending).toEqual({ kind: 'timed_out' });
    expect(artifacts).toMatchObject([{ bytes: 5000, complete: false }]);
  });

  it('makes the oldest files go where there are too many bytes of them', async () => {
    lab = open({ totalBytes: 50_000 });
    const runIds = [freshRunId(), freshRunId()];
    for (const runId of runIds) await lab.run('seq', ['6000'], { runId, keep });
    await lab.close();
    expect(readdirSync(folder)).toEqual([`${runIds[1]}.stdout`]);
    lab = open({ totalBytes: 0 });
    await lab.close();
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('a run whose output cannot be written to a file', () => {
  const traps: readonly (readonly [string, () => void])[] = [
    ['is a link', () => symlinkSync(tmpdir(), folder)],
    ['is open to others', () => mkdirSync(folder) ?? chmodSync(folder, 0o755)],
    ['is a file', () => writeFileSync(folder, '')],
  ];
  it.each(traps)('ends as any other, and says so: the folder %s', async (_, lay) => {
    lay();
    lab = open();
    const { ending, stdout, artifacts, notes } = await lab.run('seq', ['9000'], { keep });
    expect([ending, artifacts]).toEqual([{ kind: 'exited', code: 0 }, []]);
    expect([stdout.bytes, textOf(stdout.tail).endsWith('9000\n')]).toEqual([numbers(9000).length, true]);
    expect(notes).toEqual([expect.stringMatching(/^stdout .*could not be written .*\((EPERM|EEXIST)\)/)]);
    expect(troubles).toMatchObject([{ step: 'write', stream: 'stdout' }]);
  });

  it('leaves nothing of it on a disk that takes no more', async () => {
    lab = open();
    // The launcher may not write a larger file from now on, as if the disk were full.
    execFileSync(findPrlimit() ?? '', ['--pid', String(lab.launcher.pid), '--fsize=20000:']);
    const { ending, stdout, artifacts, notes } = await lab.run('seq', ['9000'], { keep });
    expect([ending, stdout.bytes, artifacts]).toEqual([
      { kind: 'exited', code: 0 },
      numbers(9000).length,
      [],
    ]);
    expect(notes).toEqual([expect.stringContaining('(EFBIG): its middle is lost')]);
    expect(readdirSync(folder)).toEqual([]);
  });
});

it('a launcher that is killed leaves a part of a file at most, which the next start counts and clears away', async () => {
  lab = open();
  const runId = freshRunId();
  const lost = lab.run('endless', [], { runId, keep });
  await expect.poll(() => existsSync(join(folder, `${runId}.stdout`)), { timeout: 10_000 }).toBe(true);
  process.kill(lab.launcher.pid ?? 0, 'SIGKILL');
  expect((await lost).ending).toMatchObject({ kind: 'not_started' });
  await lab.close();
  expect(readdirSync(folder)).toEqual([`${runId}.stdout`]);
  lab = open({ totalBytes: 0 });
  await lab.close();
  expect(readdirSync(folder)).toEqual([]);
});

it.runIf(tiers.includes('require-bwrap'))(
  'no program in a box finds the file of another run, which one without a box reads',
  async () => {
    lab = open({}, 'process');
    const { artifacts } = await lab.run('seq', ['9000'], { keep });
    const path = artifacts[0]?.path ?? '';
    expect(textOf((await lab.run('head', ['-c', '4', path])).stdout.head)).toBe('1\n2\n');
    await lab.close();
    lab = open({}, 'require-bwrap');
    const { ending, stderr } = await lab.run('head', ['-c', '4', path]);
    expect(ending).toEqual({ kind: 'exited', code: 1 });
    expect(textOf(stderr.head)).toContain('No such file or directory');
  },
);
