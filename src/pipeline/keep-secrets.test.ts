import { describe, expect, test } from 'vitest';
import type { CallResult } from '../kernel/call-result.ts';
import { failure } from '../kernel/failure.ts';
import { err, ok } from '../kernel/result.ts';
import type { Progress } from '../kernel/run-event.ts';
import { barePlan } from '../tools/bare-plan.ts';
import type { Plan } from '../tools/tool.ts';
import { executionOf, stage } from './fixtures/stage.ts';
import type { Job } from './ports.ts';
import { startRun } from './start-run.ts';

const plan: Plan = {
  ...barePlan,
  tool: 'stub',
  program: { kind: 'system', name: 'stub' },
  secrets: ['c0rridor'],
  notes: ['Asked with c0rridor.'],
};
const caller = { channel: 'library', principal: 'local', client: null } as const;

/** Makes a call whose plan holds a secret, and everything that it left behind. */
async function traces(script: Parameters<typeof stage>[0], input: unknown = { target: 'c0rridor.lab' }) {
  const set = stage({ plan: () => ok(plan), ...script });
  const run = startRun(set.pipeline, { tool: 'stub', input, caller });
  const progress: Progress[] = [];
  run.onProgress((news) => progress.push(news));
  const result: CallResult = await run.result;
  const left = JSON.stringify([result, progress, set.decisions, set.outcomes, set.events, set.bugs]);
  const bugs = set.bugs.map((bug) => (bug instanceof Error ? `${bug.message} ${bug.stack}` : String(bug)));
  return { result, left: left + bugs.join(' ') };
}

describe('a secret of the caller’s is in nothing that is stored or shown', () => {
  test('of a run whose program prints it', async () => {
    const { result, left } = await traces({
      run: async () => executionOf({ kind: 'exited', code: 0 }, 'sysName of c0rridor'),
    });
    expect(left).not.toContain('c0rridor');
    expect(result).toMatchObject({ status: 'succeeded', result: { said: 'sysName of [secret]' } });
    expect(result.metadata.notes).toContain('Asked with [secret].');
  });

  test('of a run that fails, with the words of its program', async () => {
    const { result, left } = await traces({
      run: async () => ({
        ...executionOf({ kind: 'exited', code: 1 }, 'half of c0rridor'),
        stderr: { head: Buffer.from('no such c0rr'), tail: Buffer.from('idor!'), bytes: 99, truncated: true },
      }),
      parse: () => err(failure('tool.output', 'c0rridor was not expected.')),
    });
    expect(left).not.toMatch(/c0rr|idor!/);
    expect(result.metadata.untrusted_output).toMatchObject({ stdout: 'half of [secret]' });
  });

  test('of a run that streams it: not even the reader has it', async () => {
    const run = async ({ onStdout }: Job) => {
      for (const chunk of ['c0rr', 'idor']) onStdout(Buffer.from(chunk));
      return executionOf({ kind: 'exited', code: 0 }, '');
    };
    const { left } = await traces({ run, parse: () => ok({ rows: [{ c0rridor: 'c0rridor' }] }) });
    expect(left).not.toContain('c0rridor');
  });

  test('of a run that prints more than is kept: it goes to no file, and the result says so', async () => {
    const cut = { head: Buffer.from('c0'), tail: Buffer.from('or'), bytes: 99, truncated: true };
    const asked: boolean[] = [];
    const run = async ({ artifacts }: Job) => {
      asked.push(artifacts);
      return { ...executionOf({ kind: 'exited', code: 0 }), stderr: cut };
    };
    const { result } = await traces({ run });
    expect(result.metadata.notes.at(-1)).toMatch(/^What was printed beyond that is not kept/);
    await traces({ run, plan: () => ok({ ...plan, secrets: [] }) }, {});
    expect(asked).toEqual([false, true]);
  });

  test('of a dry run', async () => {
    const { result, left } = await traces({}, 'dry');
    expect(result.status).toBe('succeeded');
    expect(left).not.toContain('c0rridor');
  });

  test('of a bug that stumbles over it', async () => {
    const { result, left } = await traces({
      run: async () => {
        throw new Error('not a word: "c0rridor"');
      },
    });
    expect(result.error?.code).toBe('internal');
    expect(left).toContain('not a word: \\"[secret]\\"'.replaceAll('\\', ''));
    expect(left).not.toContain('c0rridor');
  });
});

test('a word that everybody knows stays: a result without it would be wrong', async () => {
  const { result } = await traces({
    plan: () => ok({ ...plan, secrets: ['public'] }),
    run: async () => executionOf({ kind: 'exited', code: 0 }, 'a public place'),
  });
  expect(result.result).toEqual({ said: 'a public place' });
});
