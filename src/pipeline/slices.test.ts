import { describe, expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { newRunId } from '../kernel/ids.ts';
import { err, ok } from '../kernel/result.ts';
import { planTo } from './fixtures/plan-to.ts';
import { slicedStage } from './fixtures/sliced-stage.ts';
import { executionOf } from './fixtures/stage.ts';
import type { Resumable } from './ports.ts';

const slices = ['10.0.0.0/24', '10.0.1.0/24', '10.0.2.0/24'];
const input = { target: '10.0.0.0-10.0.2.255' };

describe('a call that is made in slices', () => {
  test('each is decided about and recorded before it runs and kept when it is done; one result holds all', async () => {
    const { start, started, begun, kept, log, decisions } = slicedStage({ slices });
    const { status, result, metadata } = await start(input).result;
    expect([status, result]).toEqual([
      'succeeded',
      { said: '10.0.0.0/24 10.0.1.0/24 10.0.2.0/24 ', complete: true },
    ]);
    expect(started).toEqual(slices);
    const step = 'decision allow,run';
    expect(log.filter((said) => said !== 'progress').join()).toBe(
      `queued,decision allow,started,${step},${step},${step},outcome,finished`,
    );
    expect(decisions.map(({ target }) => target)).toEqual([input.target, ...slices]);
    expect([decisions[0]?.slices, decisions.map(({ slice }) => slice?.position)]).toEqual([
      3,
      [undefined, 1, 2, 3],
    ]);
    expect(begun).toMatchObject([{ resumes: null, input, slices, taken: 0 }]);
    expect(kept.map(({ position, of, target }) => [position, of, target])).toEqual([
      [1, 3, slices[0]],
      [2, 3, slices[1]],
    ]);
    expect(metadata.target).toBe(input.target);
  });

  test('progress is that of the whole, and only grows', async () => {
    const { start } = slicedStage({ slices });
    const run = start(input);
    const told: string[] = [];
    run.onProgress(({ done, total, message }) => told.push(`${done}/${total} ${message}`));
    await run.result;
    expect(told).toEqual(['0/300 slice 1 of 3', '100/300 slice 2 of 3', '200/300 slice 3 of 3']);
  });

  test('one that is stopped keeps what it found, says how much is done and how to go on', async () => {
    const { start, started } = slicedStage({
      slices,
      run: async ({ signal }, target) => {
        if (target !== slices[1]) return executionOf({ kind: 'exited', code: 0 }, `${target} `);
        run.stop('cancelled');
        return executionOf({ kind: 'stopped', reason: signal.reason }, 'half ');
      },
    });
    const run = start(input);
    const { status, result, error, metadata } = await run.result;
    expect([status, started, result]).toEqual([
      'cancelled',
      slices.slice(0, 2),
      { said: '10.0.0.0/24 half ', complete: false },
    ]);
    expect(error?.recovery_suggestion).toBe(`stub(target="${input.target}", resume="${run.id}")`);
    expect(metadata.notes).toContain('1 of 3 slices are done and need not be scanned again.');
  });

  test('a slice that is refused ends it: it is recorded, never runs, and what was found before is the result', async () => {
    const denied = failure('scope.denied', 'No.');
    const { start, started, decisions } = slicedStage({
      slices,
      judge: (target) => (target === slices[1] ? err(denied) : ok(planTo('10.0.0.5'))),
    });
    const { status, result, metadata } = await start(input).result;
    expect([status, started, result]).toEqual([
      'cancelled',
      [slices[0]],
      { said: '10.0.0.0/24 ', complete: false },
    ]);
    expect(decisions.at(-1)).toMatchObject({ decision: 'deny', code: 'scope.denied', target: slices[1] });
    expect(metadata.notes).toContain('10.0.1.0/24 was not scanned: No.');
  });

  test('nothing starts that could not be gone on with', async () => {
    const down = err(failure('store.unavailable', 'The disk is full.'));
    const { start, started } = slicedStage({ slices, ledger: { begin: async () => down } });
    expect(await start(input).result).toMatchObject({
      status: 'failed',
      error: { code: 'store.unavailable' },
    });
    expect(started).toEqual([]);
  });

  test('a slice that cannot be kept is in the outcome of the run, with the reason', async () => {
    const down = err(failure('store.unavailable', 'The disk is full.'));
    const { start, outcomes } = slicedStage({ slices, ledger: { keep: async () => down } });
    const { status, metadata } = await start(input).result;
    expect([status, metadata.notes]).toEqual(['succeeded', expect.arrayContaining(['The disk is full.'])]);
    expect(outcomes[0]?.outputs.map(({ name }) => name).filter((name) => name.endsWith('stdout'))).toEqual([
      'stdout',
      '2.stdout',
      '3.stdout',
    ]);
  });
});

describe('a call that goes on with a run', () => {
  const earlier: Resumable = {
    runId: newRunId(() => new Uint8Array(6)),
    resumes: null,
    tool: 'stub',
    input: { ...input, ports: '22' },
    argv: ['/bin/stub', 'all'],
    slices,
    taken: 0,
    done: [{ position: 1, target: '10.0.0.0/24', returncode: 0, complete: true }],
  };
  const again = { target: input.target, resume: earlier.runId };

  test('runs what is left, judged anew, and its result is of all', async () => {
    const { start, started, begun, decisions } = slicedStage({ slices: slices.slice(1), earlier });
    const { status, result, metadata } = await start(again).result;
    expect([status, started, result]).toEqual([
      'succeeded',
      slices.slice(1),
      { said: 'before 1 10.0.1.0/24 10.0.2.0/24 ', complete: true },
    ]);
    expect(begun).toMatchObject([
      { resumes: earlier.runId, input: earlier.input, argv: earlier.argv, slices, taken: 1 },
    ]);
    expect(decisions[0]).toMatchObject({ target: '10.0.1.0-10.0.2.255', resumes: earlier.runId });
    expect([metadata.argv, metadata.target]).toEqual([earlier.argv, input.target]);
  });

  test.each([
    ['another argument', { ...again, ports: '23' }, 'ports'],
    ['another target', { ...again, target: '10.0.0.0/16' }, 'target'],
    ['an id that is none', { ...again, resume: 7 }, 'resume'],
  ])('with %s is refused, and sends nothing', async (_, given, field) => {
    const { start, started } = slicedStage({ slices: slices.slice(1), earlier });
    expect(await start(given).result).toMatchObject({
      status: 'refused',
      error: { code: 'input.invalid', field },
    });
    expect(started).toEqual([]);
  });

  test('of another tool, or that there is not, is refused', async () => {
    const other = slicedStage({ slices, earlier: { ...earlier, tool: 'nmap' } });
    expect(await other.start(again).result).toMatchObject({
      error: { message: expect.stringContaining('is a run of nmap') },
    });
    expect(await slicedStage({ slices }).start(again).result).toMatchObject({
      error: { code: 'run.not_found' },
    });
  });
});
