import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { vouch } from '../kernel/brand.ts';
import type { AuthorisedTarget, TargetFacts } from '../scope/authorised-target.ts';
import { freshRunId, openLab, textOf, type Lab } from './fixtures/lab.ts';
import { runFolder } from './left-folders.ts';

let lab: Lab;
beforeAll(() => {
  process.env['BAILIWICK_AUTH_TOKEN'] = 'a-secret-of-the-server';
  lab = openLab();
});
afterAll(() => lab.close());

describe('a program that the executor runs', () => {
  it('has its exit code and both streams reported', async () => {
    const { ending, stdout, stderr, path, sandbox, seconds } = await lab.run('exit-with', ['3']);
    expect(ending).toEqual({ kind: 'exited', code: 3 });
    expect([textOf(stdout.head), textOf(stderr.head)]).toEqual(['out\n', 'err\n']);
    expect([path, sandbox]).toEqual([join(import.meta.dirname, 'fixtures/exit-with'), 'process']);
    expect(seconds).toBeGreaterThan(0);
  });

  it('is not said to be cut off from the network where nothing cuts it off', async () => {
    const { sandbox } = await lab.run('true', [], { plan: { profile: 'offline' } });
    expect(sandbox).toBe('process (network not cut off)');
  });

  it('is not started where its call is to have no network, and nothing cuts it off', async () => {
    const target = vouch<AuthorisedTarget>({ ...nameOnly });
    const { ending } = await lab.run('true', [], { plan: { profile: 'offline', targets: [target] } });
    expect(ending).toMatchObject({
      kind: 'not_started',
      failure: { code: 'sandbox.unavailable', message: expect.stringContaining('nothing here cuts it off') },
    });
  });

  it('has the signal that ended it reported', async () => {
    expect((await lab.run('kill-self', ['USR1'])).ending).toEqual({ kind: 'signalled', signal: 'SIGUSR1' });
  });

  it('gets its arguments as they are: no shell reads them', async () => {
    const argv = ['$(id)', '; id', '*', '"', '', 'ünïcödé'];
    const { stdout } = await lab.run('printf', ['%s|', ...argv]);
    expect(textOf(stdout.head)).toBe(argv.map((word) => `${word}|`).join(''));
  });

  it('has exactly the environment that is built for it, and no secret of the server', async () => {
    const runId = freshRunId();
    const { stdout } = await lab.run('print-environment', [], { runId });
    const folder = expect.stringMatching(new RegExp(`^/.*/bailiwick-[0-9-]+-${runId}$`));
    const variables = textOf(stdout.head)
      .trimEnd()
      .split('\n')
      .map((line) => line.split('='));
    expect(Object.fromEntries(variables)).toEqual({
      BAILIWICK_RUN_ID: runId,
      PATH: `${join(import.meta.dirname, 'fixtures')}:/usr/bin:/bin`,
      HOME: folder,
      TMPDIR: folder,
      LANG: 'C.UTF-8',
      LC_ALL: 'C.UTF-8',
      TERM: 'dumb',
      NO_COLOR: '1',
    });
    expect(textOf(stdout.head)).not.toContain('secret');
  });

  it('has nothing on stdin, and no descriptor but its three', async () => {
    expect(textOf((await lab.run('read-stdin')).stdout.head)).toBe('0\n');
    // The fourth is the listing's own.
    expect(textOf((await lab.run('ls', ['/proc/self/fd'])).stdout.head)).toBe('0\n1\n2\n3\n');
  });

  it('works in a folder of its own that is gone afterwards, with all that it put there', async () => {
    const { stdout } = await lab.run('use-folder');
    expect(textOf(stdout.head)).toMatch(/\/bailiwick-[0-9-]+-r-[a-z-]+\n700\n$/);
    expect(lab.leftFolders()).toEqual([]);
  });

  it('is stopped before its start where its folder is there already, and that folder is left alone', async () => {
    const runId = freshRunId();
    const folder = runFolder(lab.tmpRoot, runId);
    mkdirSync(join(folder, 'kept'), { recursive: true });
    const { ending } = await lab.run('true', [], { runId });
    expect(ending).toMatchObject({ kind: 'not_started', failure: { code: 'sandbox.unavailable' } });
    expect(readdirSync(folder)).toEqual(['kept']);
    rmSync(folder, { recursive: true });
  });

  it('runs as a bundled one under this Node, found without a search path', async () => {
    const located = lab.executor.locate({ kind: 'bundled', name: 'port-check' });
    expect(located).toMatchObject({ ok: true, value: expect.stringContaining('/programs/port-check.') });
    const { ending, path } = await lab.run('port-check', ['--nonsense'], { bundled: true });
    expect(ending).toMatchObject({ kind: 'exited' });
    expect(path).toContain('/programs/port-check.');
  });
});

describe('a program that cannot be run', () => {
  it.each([
    ['nowhere', 'is not in any folder of the search path'],
    ['not-executable', 'is not in any folder of the search path'],
    ['no-interpreter', 'or the interpreter that it names, is missing'],
  ])('is reported missing: %s', async (name, words) => {
    const { ending, path, seconds } = await lab.run(name);
    const failure = { code: 'tool.missing', message: expect.stringContaining(words) };
    expect(ending).toMatchObject({ kind: 'not_started', failure });
    expect([path, seconds]).toEqual([null, 0]);
  });

  it('finds no room where its arguments are longer than the system takes', async () => {
    const { ending } = await lab.run('true', ['x'.repeat(200_000)]);
    expect(ending).toMatchObject({ kind: 'not_started', failure: { code: 'sandbox.unavailable' } });
    expect(lab.leftFolders()).toEqual([]);
  });
});

/** A name that is looked up as data: nothing was judged but that it may be asked for. */
const nameOnly: TargetFacts = {
  field: 'target',
  asked: 'db.lab.internal',
  text: 'db.lab.internal',
  kind: 'name',
  interval: null,
  answers: [],
  hosts: 0,
  url: null,
  rule: { text: '*.lab.internal', at: 'default' },
};
