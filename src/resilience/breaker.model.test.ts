import fc from 'fast-check';
import { expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import type { BreakerOutcome } from './breaker-phase.ts';
import { createBreaker, type Permit } from './breaker.ts';
import { BreakerModel, type ModelPermit } from './fixtures/breaker-model.ts';

// The base is long against the cap of 15 min, so that a handful of trips in a row reaches it.
const recoveryTimeoutMs = 120_000;
const probeMaxMs = 150_000;
const steps = [30_000, 60_000, 119_999, 120_000, 150_000, 900_000];
const outcomes: readonly BreakerOutcome[] = ['success', 'failure', 'failure', 'failure', 'ignore'];

interface Pair {
  readonly real: Permit;
  readonly model: ModelPermit;
}

test('after every step of 20,000 random lives the breaker does what its reference model does', () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 4, maxLength: 80, size: 'max' }), (life) => {
      const [thresholds = 0, ...bytes] = life;
      const terms = {
        failureThreshold: 1 + (thresholds % 3),
        halfOpenSuccessThreshold: 1 + ((thresholds >> 2) % 3),
        recoveryTimeoutMs,
        probeMaxMs,
      };
      const clock = manualClock();
      const real = createBreaker({ name: 'dig', ...terms }, clock, () => 0.5);
      const model = new BreakerModel(terms);
      const permits: Pair[] = [];

      for (const byte of bytes) {
        const before = model.state;
        const argument = byte >> 2;
        let event = '';
        switch (byte & 3) {
          case 0: {
            event = 'time';
            const ms = steps[(argument >> 1) % steps.length] ?? 0;
            clock.advance(ms);
            model.advance(ms);
            // A breaker moves when it is asked: half of the time the next step is the first to ask.
            if (argument % 2 === 0) continue;
            break;
          }
          case 1: {
            const wait = model.wait();
            const got = real.acquire();
            const expected = model.acquire();
            same(got.ok ? null : got.retryAfterMs, wait);
            if (got.ok && expected !== null) permits.push({ real: got.permit, model: expected });
            event = got.ok ? 'admitted' : 'refused';
            break;
          }
          default: {
            const pair = permits[(argument >> 3) % Math.max(1, permits.length)];
            const outcome = outcomes[argument % outcomes.length] ?? 'ignore';
            if (pair === undefined) break;
            event = pair.model.live ? outcome : 'stale';
            pair.real.release(outcome);
            model.release(pair.model, outcome);
          }
        }
        seen.add(`${before} –${event}→ ${model.state}`);
        const stats = real.stats();
        same(stats.state, model.state);
        same(stats.failureCount, model.failures);
        same(stats.successCount, model.successes);
        const peek = real.peek();
        same(peek.ok ? null : peek.retryAfterMs, model.wait());
      }
    }),
    { numRuns: 20_000 },
  );
  expect([...seen].filter((step) => !step.includes('–→')).toSorted()).toEqual(everyStep.toSorted());
});

/** Throws where `actual` is not `expected`: an `expect` for each of a million steps would take most of the time. */
function same(actual: unknown, expected: unknown): void {
  if (actual !== expected)
    throw new Error(`the breaker says ${String(actual)}, its model ${String(expected)}`);
}

/** Every step there is: each was taken, and no other. */
const everyStep = [
  'closed –time→ closed',
  'closed –admitted→ closed',
  'closed –success→ closed',
  'closed –ignore→ closed',
  'closed –failure→ closed',
  'closed –failure→ open',
  'closed –stale→ closed',
  'open –time→ open',
  'open –time→ half_open',
  'open –refused→ open',
  'open –stale→ open',
  'half_open –time→ half_open',
  'half_open –admitted→ half_open',
  'half_open –refused→ half_open',
  'half_open –ignore→ half_open',
  'half_open –success→ half_open',
  'half_open –success→ closed',
  'half_open –failure→ open',
  'half_open –stale→ half_open',
];
