import { describe, expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Plan, Trail } from '../tools/tool.ts';
import { inForce } from './fixtures/in-force.ts';
import { planTo } from './fixtures/plan-to.ts';
import { executionOf, stage } from './fixtures/stage.ts';
import type { Pipeline } from './pipeline.ts';
import { startRun } from './start-run.ts';

const start = (pipeline: Pipeline) =>
  startRun(pipeline, {
    tool: 'stub',
    input: {},
    caller: { channel: 'library', principal: 'local', client: null },
  });

/** Follows `to N` and joins what the hops said. */
const trail: Trail = {
  next: ({ stdout }) => {
    const to = /^to (\S+)/.exec(stdout)?.[1];
    return to === undefined ? null : { target: to };
  },
  join: (findings, stopped) => ({
    result: {
      said: findings.map(({ result }) => JSON.stringify(result)).join(' '),
      stopped: stopped === null ? null : `${stopped.target}: ${stopped.failure.code}`,
    },
    summary: 'Joined.',
    untrustedFields: [],
  }),
};

/** Runs that print one text after the other. */
function printing(...texts: readonly string[]) {
  const left = [...texts];
  return async () => executionOf({ kind: 'exited', code: 0 }, left.shift() ?? 'end');
}

/** Plans that are judged one after the other: the first is the call, the others are its hops. */
function judging(...plans: readonly Result<Plan>[]) {
  const left = [...plans];
  return () => left.shift() ?? ok(planTo('10.0.0.5'));
}

const denied = err(
  failure('scope.denied', 'No.', { rule: { text: 'scope.deny = 10.0.0.9', at: 'scope.yaml:3:5' } }),
);

describe('the hops of a call', () => {
  test('each is judged and recorded before it runs, and one result holds all', async () => {
    const { pipeline, log, decisions } = stage({ trail, run: printing('to 10.0.0.6', 'to 10.0.0.7', 'end') });
    const result = await start(pipeline).result;
    const hop = 'decision allow,run';
    expect(log.join()).toBe(`queued,decision allow,started,run,${hop},${hop},outcome,finished`);
    expect(new Set(decisions.map(({ runId }) => runId)).size).toBe(1);
    expect(decisions[1]).toMatchObject({ path: '/bin/stub', version: '1.0' });
    expect(result).toMatchObject({ status: 'succeeded', summary: 'Joined.', execution_time: 1.5 });
    expect(result.result).toEqual({
      said: '{"said":"to 10.0.0.6"} {"said":"to 10.0.0.7"} {"said":"end"}',
      stopped: null,
    });
  });

  test('the long streams and notes of each are in the result, and what each printed is kept', async () => {
    const print = printing('to 10.0.0.6', 'end');
    const fileOf = (bytes: number) => ({ stream: 'stdout', bytes, complete: true }) as const;
    let runs = 0;
    const { pipeline, outcomes } = stage({
      trail,
      run: async () => {
        runs += 1;
        return {
          ...(await print()),
          artifacts: [{ ...fileOf(runs), path: `/kept/${runs}` }],
          notes: [`note ${runs}`],
        };
      },
    });
    const { metadata } = await start(pipeline).result;
    expect(metadata.artifacts).toEqual([fileOf(1), fileOf(2)]);
    expect(metadata.notes.slice(-2)).toEqual(['note 1', 'note 2']);
    expect(outcomes[0]?.outputs).toMatchObject([
      { name: 'stdout', content: { kind: 'file', path: '/kept/1' }, complete: true },
      { name: 'stderr', content: { kind: 'bytes' }, complete: true },
      { name: '2.stdout', content: { kind: 'file', path: '/kept/2' }, complete: true },
      { name: '2.stderr' },
    ]);
  });

  test('one that is refused is recorded and never runs; what was found before it is the result', async () => {
    const { pipeline, log, decisions } = stage({
      trail,
      run: printing('to 10.0.0.9'),
      plan: judging(ok(planTo('10.0.0.5')), denied),
    });
    const { status, result } = await start(pipeline).result;
    expect(log.filter((step) => step === 'run')).toHaveLength(1);
    expect(decisions[1]).toMatchObject({
      decision: 'deny',
      code: 'scope.denied',
      target: '10.0.0.9',
      rule: 'scope.deny = 10.0.0.9 (scope.yaml:3:5)',
    });
    expect(status).toBe('succeeded');
    expect(result).toEqual({ said: '{"said":"to 10.0.0.9"}', stopped: '10.0.0.9: scope.denied' });
  });

  test('where a decision cannot be recorded the hop does not run', async () => {
    const { pipeline, log } = stage({ trail, run: printing('to 10.0.0.6') });
    let asked = 0;
    const down = err(failure('store.unavailable', 'The disk is full.'));
    const { decision } = pipeline.ports.audit;
    const audit = {
      ...pipeline.ports.audit,
      decision: async (record: Parameters<typeof decision>[0]) =>
        (asked += 1) > 1 ? down : await decision(record),
    };
    const { result } = await start({ ...pipeline, ports: { ...pipeline.ports, audit } }).result;
    expect(log.filter((step) => step === 'run')).toHaveLength(1);
    expect(result).toMatchObject({ stopped: '10.0.0.6: store.unavailable' });
  });

  test('one outside the window of the engagement does not run', async () => {
    const { pipeline, log } = stage({ trail, run: printing('to 10.0.0.6') });
    let asked = 0;
    const admits = () =>
      (asked += 1) > 2 ? err(failure('scope.expired', 'It is over.')) : ok({ closesInMs: null });
    const { result } = await start(inForce(pipeline, { engagement: { id: 'LAB-1', notAfter: null, admits } }))
      .result;
    expect(log.filter((step) => step === 'run')).toHaveLength(1);
    expect(result).toMatchObject({ stopped: '10.0.0.6: scope.expired' });
  });

  test('one whose program cannot be started keeps what the others found', async () => {
    const runs = [
      executionOf({ kind: 'exited', code: 0 }, 'to 10.0.0.6'),
      executionOf({ kind: 'not_started', failure: failure('tool.missing', 'Gone.') }),
    ];
    const { pipeline } = stage({
      trail,
      run: async () => runs.shift() ?? Promise.reject(new Error('third')),
    });
    const { status, result } = await start(pipeline).result;
    expect(status).toBe('succeeded');
    expect(result).toEqual({ said: '{"said":"to 10.0.0.6"}', stopped: '10.0.0.6: tool.missing' });
  });

  test('a way that bounds itself badly is bounded here', async () => {
    const { pipeline, log } = stage({
      trail,
      run: async () => executionOf({ kind: 'exited', code: 0 }, 'to 10.0.0.5'),
    });
    await start(pipeline).result;
    expect(log.filter((step) => step === 'run')).toHaveLength(21);
  });
});

describe('a call that ends between its hops', () => {
  test('keeps what it found when it is cancelled while the next name is resolved', async () => {
    const { pipeline, log } = stage({
      trail,
      names: ['db.lab.internal'],
      run: printing('to db.lab.internal'),
      resolve: async () => {
        if (log.includes('run')) run.stop('shutdown');
        return ok(['10.0.0.5']);
      },
    });
    const run = start(pipeline);
    const { status, summary, result } = await run.result;
    expect([status, summary]).toEqual(['cancelled', expect.stringContaining('shutting down')]);
    expect(result).toEqual({
      said: '{"said":"to db.lab.internal"}',
      stopped: 'db.lab.internal: run.cancelled',
    });
    expect(log.filter((step) => step === 'run')).toHaveLength(1);
  });

  test('keeps what it found when its time is up, and every hop gets what is left', async () => {
    const seen: number[] = [];
    let now = 0;
    const { pipeline } = stage({
      trail,
      run: async ({ plan }) => {
        seen.push(plan.timeoutSec);
        now += 4_200;
        return executionOf({ kind: 'exited', code: 0 }, 'to 10.0.0.5');
      },
    });
    const clock = { ...pipeline.ports.clock, monotonicMs: () => now };
    const { status, result } = await start({ ...pipeline, ports: { ...pipeline.ports, clock } }).result;
    expect(seen).toEqual([9, 4]);
    expect(status).toBe('timed_out');
    expect(result).toMatchObject({ stopped: '10.0.0.5: tool.timeout' });
  });
});
