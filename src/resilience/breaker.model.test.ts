import fc from 'fast-check';
import { expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import type { BreakerOutcome } from './breaker-phase.ts';
import type { BreakerMode, BreakerSettings } from './breaker-settings.ts';
import { createBreaker, type BreakerTransition, type Permit } from './breaker.ts';
import { BreakerModel, type ModelPermit } from './fixtures/breaker-model.ts';

const steps = [1, 30_000, 60_000, 119_999, 120_000, 150_000, 900_000];
const outcomes: readonly BreakerOutcome[] = ['success', 'failure', 'failure', 'failure', 'ignore'];
const modes: readonly BreakerMode[] = [
  'enforce',
  'enforce',
  'enforce',
  'enforce',
  'enforce',
  'observe',
  'off',
];

/** The base is long against the cap of 15 min, so that a handful of trips in a row reaches it. */
const settingsOf = (choice: number): BreakerSettings => ({
  mode: modes[choice % modes.length] ?? 'enforce',
  failureThreshold: 1 + (choice % 5),
  rate:
    choice % 3 === 0
      ? null
      : {
          percent: 25 + 25 * (choice % 4),
          calls: 2 + (choice % 5),
          minimumCalls: 1 + (choice % 4),
          maxAgeMs: 240_000,
        },
  halfOpenSuccessThreshold: 1 + ((choice >> 2) % 3),
  recoveryTimeoutMs: choice % 2 === 0 ? 120_000 : 60_000,
  probeMaxMs: 150_000,
});

/** A breaker and its model that live the same life; `step` throws where they part. */
function twins(choice: number, seen: Set<string>) {
  const clock = manualClock();
  const told: BreakerTransition[] = [];
  const real = createBreaker(
    'dig',
    settingsOf(choice),
    clock,
    () => 0.5,
    (transition) => told.push(transition),
  );
  const model = new BreakerModel(settingsOf(choice));
  const permits: { readonly real: Permit; readonly model: ModelPermit }[] = [];

  const byHand = (argument: number): void => {
    const forMs = argument % 2 === 0 ? null : (steps[(argument >> 3) % steps.length] ?? 1);
    const act = (['isolate', 'open', 'close'] as const)[(argument >> 1) % 3] ?? 'close';
    if (act === 'close') real.close('well');
    else real[act]('ill', forMs);
    if (act === 'close') model.close();
    else model[act](forMs);
  };
  const acquire = (): void => {
    const got = real.acquire();
    const expected = model.acquire();
    same(got.ok, expected !== null);
    if (got.ok && expected !== null) permits.push({ real: got.permit, model: expected });
  };
  const release = (argument: number): void => {
    const pair = permits[(argument >> 3) % Math.max(1, permits.length)];
    const outcome = outcomes[argument % outcomes.length] ?? 'ignore';
    if (pair === undefined) return;
    pair.real.release(outcome);
    model.release(pair.model, outcome);
  };
  return (word: number): void => {
    const argument = word >> 4;
    const operation = word & 15;
    let state: string = model.state;
    if (operation < 3) {
      const ms = steps[argument % steps.length] ?? 0;
      clock.advance(ms);
      model.advance(ms);
      // A breaker moves when it is asked: half of the time the next step is the first to ask.
      if (argument % 2 === 0) return;
    } else if (operation < 8) acquire();
    else if (operation < 14) release(argument);
    else if (operation < 15) byHand(argument);
    else {
      real.configure(settingsOf(argument));
      model.configure(settingsOf(argument));
    }
    const stats = real.stats();
    const wait = model.wait();
    const finite = wait === null || wait === Infinity ? null : wait;
    same(stats.phase, model.state);
    same(stats.failureCount, model.failures);
    same(stats.successCount, model.successes);
    same(stats.trials, model.trials);
    same(stats.shadowRefusals, model.shadowRefusals);
    same(stats.retryAfterMs, model.refuses ? finite : null);
    const peek = real.peek();
    same(peek.ok, wait === null || !model.refuses);
    same(peek.ok ? null : peek.retryAfterMs, model.refuses ? finite : null);
    for (const { from, to, cause } of told.splice(0)) {
      if (cause === 'configured') continue;
      seen.add(`${from} –${cause}→ ${to}`);
      state = to;
    }
    same(state, model.state);
  };
}

test(
  'A1: after every step of 20,000 random lives the breaker does what its reference model does',
  { timeout: 60_000 },
  () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(
        fc.nat(4095),
        fc.uint16Array({ minLength: 4, maxLength: 80, size: 'max' }),
        (choice, life) => {
          const step = twins(choice, seen);
          for (const word of life) step(word);
        },
      ),
      { numRuns: 20_000 },
    );
    expect([...seen].toSorted()).toEqual(everyTransition.toSorted());
  },
);

/** Throws where `actual` is not `expected`: an `expect` for each of a million steps would take most of the time. */
function same(actual: unknown, expected: unknown): void {
  if (actual !== expected)
    throw new Error(`the breaker says ${String(actual)}, its model ${String(expected)}`);
}

/** Every change of state there is, and why: each was met, and no other. */
const everyTransition = [
  'closed –failures_in_a_row→ open',
  'closed –failure_rate→ open',
  'open –recovery_time_over→ half_open',
  'isolated –isolation_over→ half_open',
  'half_open –trial_failed→ open',
  'half_open –trials_succeeded→ closed',
  'closed –by_hand→ open',
  'half_open –by_hand→ open',
  'isolated –by_hand→ open',
  'closed –by_hand→ isolated',
  'open –by_hand→ isolated',
  'half_open –by_hand→ isolated',
  'open –by_hand→ closed',
  'half_open –by_hand→ closed',
  'isolated –by_hand→ closed',
];
