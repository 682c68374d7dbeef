import { expect, test } from 'vitest';
import type { Clock } from '../kernel/clock.ts';
import { failure } from '../kernel/failure.ts';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { err, ok } from '../kernel/result.ts';
import { anyTime, type Engagement } from '../scope/engagement.ts';
import type { Plan, Trail } from '../tools/tool.ts';
import { guardOf } from './fixtures/guard-of.ts';
import { inForce } from './fixtures/in-force.ts';
import { planTo } from './fixtures/plan-to.ts';
import { executionOf, stage } from './fixtures/stage.ts';
import type { Pipeline } from './pipeline.ts';
import { createPlaces } from './places.ts';
import type { Queue } from './queue.ts';
import { startRun } from './start-run.ts';
import type { TargetGuard } from './target-guard.ts';

const live = new AbortController().signal;
const caller = { channel: 'library', principal: 'local', client: null } as const;

/** Goes on for as long as a run says `on`. */
const trail: Trail = {
  next: ({ stdout }) => (stdout === 'on' ? { target: 'next' } : null),
  join: (findings, stopped) => ({
    result: { hops: findings.length, stopped: stopped?.failure.code ?? null },
    summary: 'Joined.',
    untrustedFields: [],
  }),
};

interface Surroundings {
  readonly queue: Queue;
  readonly clock: Clock;
  readonly engagement?: Engagement;
}

/** A call of one plan after the other, with one gate before each of its runs ends. */
function journey({ queue, clock, engagement = anyTime }: Surroundings, ...plans: readonly Plan[]) {
  const left = [...plans];
  const started: (() => void)[] = [];
  const { pipeline, log, decisions } = stage({
    trail,
    plan: () => ok(left.shift() ?? planTo('10.0.0.9')),
    run: async () => {
      const last = left.length === 0;
      await new Promise<void>((end) => started.push(end));
      return executionOf({ kind: 'exited', code: 0 }, last ? 'end' : 'on');
    },
  });
  const guards = pipeline.guards(stubOf(pipeline));
  const ports = { ...pipeline.ports, clock };
  const surrounded = inForce({ ...pipeline, ports, guards: () => ({ ...guards, queue }) }, { engagement });
  const run = startRun(surrounded, { tool: 'stub', input: {}, caller });
  return {
    run,
    log,
    decisions,
    runs: () => started.length,
    endRun: async () => {
      started.at(-1)?.();
      await new Promise(setImmediate);
    },
  };
}

function stubOf(pipeline: Pipeline) {
  const tool = pipeline.inForce().find('stub');
  if (!tool.ok) throw new Error(tool.error.message);
  return tool.value;
}

function openPlaces(clock = manualClock(), targets: TargetGuard = guardOf(clock)) {
  const places = createPlaces({ limit: 4, waitMs: 30_000 }, targets, clock);
  return { clock, places, queue: places.queue('stub', { limit: 4, queue: 4 }) };
}

test('calls that are led from A to B and from B to A both arrive', async () => {
  const surroundings = openPlaces();
  const { places } = surroundings;
  const one = journey(surroundings, planTo('10.0.0.1'), planTo('10.0.0.2'));
  const other = journey(surroundings, planTo('10.0.0.2'), planTo('10.0.0.1'));
  await new Promise(setImmediate);
  expect([one.runs(), other.runs()]).toEqual([1, 1]);
  await one.endRun();
  expect([one.runs(), places.running()]).toEqual([1, 1]);
  await other.endRun();
  expect([one.runs(), other.runs()]).toEqual([2, 2]);
  await Promise.all([one.endRun(), other.endRun()]);
  const results = await Promise.all([one.run.result, other.run.result]);
  expect(results.map(({ result }) => result)).toMatchObject([{ hops: 2 }, { hops: 2 }]);
  expect(places.running()).toBe(0);
});

test('one target is left before the next is entered, and one that comes again at once is kept', async () => {
  const visits: string[] = [];
  const surroundings = openPlaces(manualClock(), {
    enter: ({ intervals }) => {
      const at = Number(intervals[0]?.lo ?? 0) % 256;
      visits.push(`enter ${at}`);
      return { kind: 'entered', visit: { end: (sent) => void visits.push(`leave ${at} ${sent}`) } };
    },
    refusal: () => null,
  });
  const plans = ['10.0.0.5', '10.0.0.5', '10.0.0.6', '10.0.0.5'].map((target) => planTo(target));
  const call = journey(surroundings, ...plans);
  await new Promise(setImmediate);
  for (const _ of plans) {
    // oxlint-disable-next-line no-await-in-loop -- hop after hop
    await call.endRun();
  }
  await call.run.result;
  expect(visits).toEqual([5, 6, 5].flatMap((at) => [`enter ${at}`, `leave ${at} true`]));
});

test('a target that may not be touched now ends the way', async () => {
  const clock = manualClock();
  const surroundings = openPlaces(clock, guardOf(clock, { callsPerMinute: 1 }));
  const { queue, places } = surroundings;
  const first = await queue.acquire(planTo('10.0.0.6'), live);
  if (first.ok) first.value.end(true);
  const { run, endRun, decisions } = journey(surroundings, planTo('10.0.0.5'), planTo('10.0.0.6'));
  await new Promise(setImmediate);
  await endRun();
  expect((await run.result).result).toEqual({ hops: 1, stopped: 'limit.rate' });
  expect(decisions.at(-1)).toMatchObject({ decision: 'deny', code: 'limit.rate' });
  expect(places.running()).toBe(0);
});

test('a hop that finds its target busy for as long as the call may take ends in time, and holds nothing', async () => {
  const surroundings = openPlaces();
  const { queue, places, clock } = surroundings;
  await queue.acquire(planTo('10.0.0.6'), live);
  const { run, endRun } = journey(surroundings, planTo('10.0.0.5'), planTo('10.0.0.6'));
  await new Promise(setImmediate);
  await endRun();
  expect(places.running()).toBe(1);
  clock.advance(9000);
  const { status, result } = await run.result;
  expect(result).toEqual({ hops: 1, stopped: 'tool.timeout' });
  expect([status, places.running()]).toEqual(['timed_out', 1]);
});

test('a hop that waited until the engagement was over does not run, and is not charged', async () => {
  const clock = manualClock();
  const surroundings = openPlaces(clock, guardOf(clock, { callsPerMinute: 2 }));
  const { queue, places } = surroundings;
  const before = await queue.acquire(planTo('10.0.0.6'), live);
  let isOver = false;
  const admits = () => (isOver ? err(failure('scope.expired', 'It is over.')) : ok({ closesInMs: null }));
  const engagement = { ...anyTime, admits };
  const { run, endRun, runs } = journey(
    { ...surroundings, engagement },
    planTo('10.0.0.5'),
    planTo('10.0.0.6'),
  );
  await new Promise(setImmediate);
  await endRun();
  isOver = true;
  if (before.ok) before.value.end(true);
  expect((await run.result).result).toEqual({ hops: 1, stopped: 'scope.expired' });
  expect([runs(), places.running()]).toEqual([1, 0]);
  expect((await queue.acquire(planTo('10.0.0.6'), live)).ok).toBe(true);
});
