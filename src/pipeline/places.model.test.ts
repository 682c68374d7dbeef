import fc from 'fast-check';
import { expect, test } from 'vitest';
import { needTheSame, simulate, waitMs, type Limits, type Script } from './fixtures/simulated-calls.ts';

const address = fc.nat(9);
const leg = fc.oneof(
  { weight: 4, arbitrary: address.map((at) => [at, at] as const) },
  {
    weight: 1,
    arbitrary: fc.tuple(address, address).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
  },
);
const script: fc.Arbitrary<Script> = fc.record({
  lane: fc.nat(2),
  legs: fc.array(leg, { minLength: 1, maxLength: 3 }),
  holdMs: fc.integer({ min: 1, max: 300 }),
  goneMs: fc.option(fc.integer({ min: 0, max: 600 }), { freq: 4 }),
  withinMs: fc.constantFrom(20, 100, 1000),
});
const step = fc.oneof(
  { weight: 2, arbitrary: script },
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 80 }) },
);
const life = fc.array(step, { maxLength: 80, size: 'max' });

const tight: Limits = { shared: 4, lanes: [2, 3, 1], atOnce: 2, queue: 3 };

type Simulation = ReturnType<typeof simulate>;

/** Lives through all steps and to the end of every call; `look` is asked after each of them. */
async function liveThrough(steps: readonly (Script | number)[], look: (now: Simulation) => void) {
  const now = simulate(tight);
  const settle = async (): Promise<void> => {
    await new Promise(setImmediate);
    look(now);
  };
  for (const each of steps) {
    if (typeof each === 'number') now.clock.advance(each);
    else now.start(each);
    // oxlint-disable-next-line no-await-in-loop -- step after step
    await settle();
  }
  // Each leg may wait and run once; timers are a few milliseconds late at most, for time goes on in steps.
  for (let left = 0; left < 3 * (waitMs + 300) && now.clock.pending() > 0; left += 20) {
    now.clock.advance(20);
    // oxlint-disable-next-line no-await-in-loop -- see above
    await settle();
  }
  return now;
}

test('in random lives the limits hold, nobody waits without need or too long, and nothing is left at the end', async () => {
  const seen = new Set<string>();
  await fc.assert(
    fc.asyncProperty(life, async (steps) => {
      const end = await liveThrough(steps, (now) => {
        holdsTheLimits(now);
        waitsWithNeedAlone(now);
        const late = now.calls.find(
          ({ state, sinceMs }) => state === 'waiting' && now.clock.monotonicMs() - sinceMs > waitMs,
        );
        if (late !== undefined) throw new Error(`call ${late.arrival} waits too long`);
      });
      for (const code of end.codes) seen.add(code);
      if (end.calls.some(({ state }) => state !== 'ended')) throw new Error('a call never ends');
      const left = [end.places.running(), end.waiting(), end.clock.pending()];
      if (left.some((count) => count > 0)) throw new Error(`places, waiting, timers left: ${left.join()}`);
    }),
    { numRuns: 300 },
  );
  expect([...seen].toSorted()).toEqual(
    ['done', 'hop limit.busy', 'hop run.cancelled', 'limit.busy', 'run.cancelled'].toSorted(),
  );
});

function holdsTheLimits({ calls, places }: Simulation): void {
  const running = calls.filter(({ state }) => state === 'running');
  const counts = [
    running.length <= tight.shared,
    running.length === places.running(),
    tight.lanes.every((limit, at) => running.filter(({ lane }) => lane === at).length <= limit),
    Array.from({ length: 10 }, (_, at) => at).every((at) => touching(running, at) <= tight.atOnce),
  ];
  if (counts.includes(false)) throw new Error(`limits hold: ${counts.join()}`);
}

/** A call waits for what is taken, or because an older one waits for the same. */
function waitsWithNeedAlone({ calls }: Simulation): void {
  const running = calls.filter(({ state }) => state === 'running');
  const waiting = calls.filter(({ state }) => state === 'waiting');
  if (running.length >= tight.shared) return;
  for (const call of waiting) {
    const inLane = running.filter(({ lane }) => lane === call.lane).length;
    if (inLane >= (tight.lanes[call.lane] ?? 0)) continue;
    const at = Array.from({ length: call.leg[1] - call.leg[0] + 1 }, (_, offset) => call.leg[0] + offset);
    if (at.some((host) => touching(running, host) >= tight.atOnce)) continue;
    if (waiting.some((older) => older.arrival < call.arrival && needTheSame(older, call))) continue;
    throw new Error(`call ${call.arrival} waits for nothing`);
  }
}

const touching = (calls: readonly Simulation['calls'][number][], at: number): number =>
  calls.filter(({ leg: [lo, hi] }) => lo <= at && at <= hi).length;
