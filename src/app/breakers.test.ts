import { describe, expect, test } from 'vitest';
import { configSchema } from '../config/schema.ts';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { planTo } from '../pipeline/fixtures/plan-to.ts';
import type { VerdictKind } from '../pipeline/verdict-kind.ts';
import type { BreakerTransition } from '../resilience/breaker.ts';
import { dig } from '../tools/catalogue/dig.ts';
import { nmap } from '../tools/catalogue/nmap.ts';
import { createBreakerDesk } from './breaker-desk.ts';
import { breakerSettingsOf, targetBreakerSettingsOf } from './breaker-settings.ts';
import { createBreakers } from './breakers.ts';

const configOf = (settings: Readonly<Record<string, unknown>>) =>
  configSchema.parse({ version: 1, ...settings });

/** The breakers of dig under a configuration. */
function start(settings: Readonly<Record<string, unknown>>) {
  const told: BreakerTransition[] = [];
  const breakers = createBreakers(
    configOf(settings),
    dig,
    manualClock(),
    () => 0.5,
    (transition) => told.push(transition),
  );
  const end = (kind: VerdictKind, ...targets: readonly string[]): void => {
    for (const { breaker, outcomeOf } of breakers.of(planTo(...targets))) {
      const admission = breaker.acquire();
      if (admission.ok) admission.permit.release(outcomeOf(kind));
    }
  };
  const refused = (...targets: readonly string[]) =>
    breakers.of(planTo(...targets)).flatMap(({ breaker, guards }) => (breaker.peek().ok ? [] : [guards]));
  return { ...breakers, end, refused, told };
}

describe('the settings of a breaker', () => {
  test('are those of every tool', () => {
    expect(breakerSettingsOf(configOf({}), dig)).toEqual({
      mode: 'enforce',
      failureThreshold: 5,
      rate: { percent: 50, calls: 20, minimumCalls: 10, maxAgeMs: 600_000 },
      recoveryTimeoutMs: 60_000,
      halfOpenSuccessThreshold: 1,
      // Its deadline of 15 s, a second to end it, and 5 s.
      probeMaxMs: 21_000,
    });
  });

  test('are the operator’s own for one tool, and for no other', () => {
    const own = {
      mode: 'observe',
      failure_threshold: 2,
      recovery_timeout: 9,
      half_open_success_threshold: 3,
    };
    const config = configOf({
      tools: { dig: { circuit_breaker: own, timeout_sec: 4 } },
      circuit_breaker: { failure_rate_threshold: 0, recovery_timeout: 7 },
      limits: { kill_grace_sec: 10 },
    });
    expect(breakerSettingsOf(config, dig)).toEqual({
      mode: 'observe',
      failureThreshold: 2,
      rate: null,
      recoveryTimeoutMs: 9000,
      halfOpenSuccessThreshold: 3,
      probeMaxMs: 19_000,
    });
    expect(breakerSettingsOf(config, nmap)).toMatchObject({ failureThreshold: 5, recoveryTimeoutMs: 7000 });
  });

  test('never ask for more calls than they look at, and at a target look at deadlines in a row alone', () => {
    const config = configOf({
      circuit_breaker: { failure_rate_calls: 4, target_timeout_threshold: 3, half_open_success_threshold: 2 },
    });
    expect(breakerSettingsOf(config, dig).rate).toMatchObject({ calls: 4, minimumCalls: 4 });
    expect(targetBreakerSettingsOf(config, dig)).toMatchObject({
      failureThreshold: 3,
      rate: null,
      halfOpenSuccessThreshold: 1,
    });
  });
});

describe('the breakers of a tool', () => {
  test('count what is configured to count, for every tool or for this one', () => {
    const all = start({ circuit_breaker: { failure_kinds: ['timeout'] } });
    for (const kind of ['timeout', 'signal', 'timeout'] as const) all.end(kind);
    expect(all.whole.stats().failureCount).toBe(2);
    const own = start({ tools: { dig: { circuit_breaker: { failure_kinds: ['signal'] } } } });
    for (const kind of ['timeout', 'signal', 'broken_exit'] as const) own.end(kind);
    expect(own.whole.stats().failureCount).toBe(1);
    own.configure(configOf({}));
    own.end('broken_exit');
    expect(own.whole.stats().failureCount).toBe(2);
  });

  test('are one, however slow a target is, unless there shall be one for each target', () => {
    const { end, of, refused } = start({});
    for (let call = 0; call < 9; call += 1) end('timeout', '10.0.0.5');
    expect([of(planTo('10.0.0.5')).length, refused('10.0.0.5')]).toEqual([1, []]);
  });

  test('leave one slow target alone, and tell nobody its name but whoever calls it', () => {
    const { end, refused, whole, told } = start({ circuit_breaker: { target_timeout_threshold: 3 } });
    for (const kind of ['timeout', 'timeout', 'other_exit', 'timeout', 'timeout'] as const)
      end(kind, '10.0.0.5');
    expect(refused('10.0.0.5')).toEqual([]);
    end('timeout', '10.0.0.5');
    expect([refused('10.0.0.5'), refused('10.0.0.6'), refused('10.0.0.5', '10.0.0.6')]).toEqual([
      ['dig at 10.0.0.5'],
      [],
      [],
    ]);
    expect([whole.state(), told]).toEqual(['closed', []]);
  });

  test('A12: keep what they counted when other settings come into force', () => {
    const { end, refused, configure, whole, told } = start({
      circuit_breaker: { target_timeout_threshold: 3 },
    });
    for (let call = 0; call < 3; call += 1) {
      end('signal');
      end('timeout', '10.0.0.5');
    }
    configure(configOf({ circuit_breaker: { target_timeout_threshold: 2, failure_threshold: 4 } }));
    expect(refused('10.0.0.5')).toEqual(['dig at 10.0.0.5']);
    end('signal');
    expect([whole.state(), told.map(({ name, to }) => `${name} ${to}`)]).toEqual(['open', ['dig open']]);
    configure(configOf({}));
    expect(refused('10.0.0.5')).toEqual(['dig']);
  });
});

describe('an operator', () => {
  test('sees every breaker and moves one by hand', () => {
    const desk = createBreakerDesk(new Map([['dig', start({}).whole]]));
    expect(desk.list().map(({ name, state }) => `${name} ${state}`)).toEqual(['dig closed']);
    expect(desk.move('dig', 'isolate', 'ill', 60)).toMatchObject({
      value: { state: 'isolated', note: 'ill', retryAfterMs: 60_000 },
    });
    expect([[...desk.states()], desk.refusing()]).toEqual([[['dig', 'isolated']], ['dig']]);
    expect(desk.move('dig', 'open', 'ill', null)).toMatchObject({
      value: { state: 'open', retryAfterMs: 60_000 },
    });
    expect(desk.move('dig', 'close', 'well', null)).toMatchObject({
      value: { state: 'closed', note: 'well' },
    });
    expect(desk.refusing()).toEqual([]);
  });

  test('is told where there is no such tool', () => {
    expect(createBreakerDesk(new Map()).move('dgi', 'close', '', null)).toMatchObject({
      ok: false,
      error: { code: 'input.invalid', field: 'tool' },
    });
  });
});
