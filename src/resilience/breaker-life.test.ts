import { describe, expect, test } from 'vitest';
import { fail, permitOf, start } from './fixtures/started-breaker.ts';

const rate = { percent: 50, calls: 20, minimumCalls: 10, maxAgeMs: 600_000 };

describe('a breaker that looks at the part of failures', () => {
  /** Calls in turn that succeed and fail. */
  const alternate = ({ breaker }: ReturnType<typeof start>, pairs: number): void => {
    for (let pair = 0; pair < pairs; pair += 1) {
      permitOf(breaker).release('success');
      permitOf(breaker).release('failure');
    }
  };

  test('opens when half of the latest calls failed, though never two in a row', () => {
    const stage = start({ rate });
    alternate(stage, 4);
    expect(stage.breaker.state()).toBe('closed');
    alternate(stage, 1);
    expect(stage.breaker.stats()).toMatchObject({ state: 'open', cause: 'failure_rate', failureCount: 1 });
  });

  test('stays closed without such a rule, below it, and while what is ignored makes up the number', () => {
    const without = start();
    alternate(without, 50);
    expect(without.breaker.state()).toBe('closed');
    const below = start({ rate: { ...rate, percent: 51 } });
    alternate(below, 50);
    expect(below.breaker.state()).toBe('closed');
    const few = start({ rate });
    alternate(few, 4);
    for (let call = 0; call < 10; call += 1) permitOf(few.breaker).release('ignore');
    permitOf(few.breaker).release('failure');
    expect(few.breaker.state()).toBe('closed');
  });

  test('forgets what is older than it may be, and what came before a trip', () => {
    const stage = start({ rate });
    alternate(stage, 4);
    stage.clock.advance(600_000);
    alternate(stage, 4);
    expect(stage.breaker.state()).toBe('closed');
    alternate(stage, 1);
    stage.clock.advance(60_000);
    permitOf(stage.breaker).release('success');
    alternate(stage, 4);
    expect(stage.breaker.state()).toBe('closed');
  });
});

describe('a person', () => {
  test('isolates a tool until it is closed: nobody knows how long to wait', () => {
    const { breaker, clock } = start();
    breaker.isolate('new firmware', null);
    clock.advance(1e9);
    expect(breaker.acquire()).toEqual({
      ok: false,
      retryAfterMs: null,
      state: 'isolated',
      note: 'new firmware',
    });
    expect(breaker.stats()).toMatchObject({ state: 'isolated', cause: 'by_hand', retryAfterMs: null });
    breaker.close('done');
    expect(breaker.stats()).toMatchObject({ state: 'closed', cause: 'by_hand', note: 'done' });
  });

  test('isolates a tool for a while: then one trial decides', () => {
    const { breaker, clock } = start();
    breaker.isolate('maintenance', 5000);
    clock.advance(4999);
    expect(breaker.peek()).toMatchObject({ ok: false, retryAfterMs: 1 });
    clock.advance(1);
    expect(breaker.state()).toBe('half_open');
    permitOf(breaker).release('success');
    expect(breaker.state()).toBe('closed');
  });

  test('opens it for as long as a trip lasts or as they say, and what runs changes nothing any more', () => {
    const { breaker, clock } = start();
    const running = permitOf(breaker);
    breaker.open('it harms the network', null);
    running.release('success');
    expect(breaker.acquire()).toMatchObject({ state: 'open', retryAfterMs: 60_000 });
    breaker.open('longer', 90_000);
    expect(breaker.stats()).toMatchObject({ state: 'open', retryAfterMs: 90_000, note: 'longer', trips: 2 });
    clock.advance(90_000);
    permitOf(breaker).release('failure');
    expect(breaker.stats()).toMatchObject({ retryAfterMs: 240_000, trips: 3 });
  });

  test('closes it, which forgets what was counted and how often it tripped', () => {
    const { breaker } = start();
    fail(breaker, 5);
    breaker.close('mended');
    fail(breaker, 4);
    expect(breaker.state()).toBe('closed');
    fail(breaker, 1);
    expect(breaker.stats()).toMatchObject({ state: 'open', retryAfterMs: 60_000, trips: 1 });
  });
});

describe('a breaker that only observes', () => {
  test('lets every call through, tells what it would have refused, and counts none of those', () => {
    const { breaker, clock, told } = start({ mode: 'observe' });
    fail(breaker, 9);
    expect([breaker.state(), breaker.peek()]).toEqual(['observe', { ok: true }]);
    expect(breaker.stats()).toMatchObject({
      phase: 'open',
      failureCount: 5,
      shadowRefusals: 4,
      retryAfterMs: null,
    });
    clock.advance(60_000);
    const [trial, other] = [permitOf(breaker), permitOf(breaker)];
    other.release('failure');
    trial.release('success');
    expect(breaker.stats().phase).toBe('closed');
    expect(told.map(({ to, shadow }) => [to, shadow])).toEqual([
      ['open', true],
      ['half_open', true],
      ['closed', true],
    ]);
  });

  test('or is switched off keeps what a person isolated out of service', () => {
    for (const mode of ['observe', 'off'] as const) {
      const { breaker, told } = start({ mode });
      breaker.isolate('ill', null);
      expect([breaker.state(), breaker.peek().ok, breaker.acquire().ok]).toEqual(['isolated', false, false]);
      expect(told.at(-1)).toMatchObject({ to: 'isolated', shadow: false });
    }
  });
});

test('a breaker that is switched off judges nothing, and goes on from where it was', () => {
  const { breaker, clock, configure, told } = start();
  fail(breaker, 5);
  const before = permitOf(start({ mode: 'off' }).breaker);
  configure({ mode: 'off' });
  expect([breaker.state(), breaker.acquire().ok]).toEqual(['disabled', true]);
  fail(breaker, 9);
  before.release('failure');
  configure({});
  clock.advance(1000);
  expect(breaker.peek()).toMatchObject({ ok: false, retryAfterMs: 59_000 });
  expect(told.map(({ from, to, cause }) => `${from} ${to} ${cause}`)).toEqual([
    'closed open failures_in_a_row',
    'open disabled configured',
    'disabled open configured',
  ]);
});

test('A12: other settings keep the state, the counts and the permits that are out', () => {
  const { breaker, clock, configure } = start();
  fail(breaker, 2);
  const running = permitOf(breaker);
  configure({ failureThreshold: 2, recoveryTimeoutMs: 10_000 });
  expect(breaker.stats()).toMatchObject({ state: 'closed', failureCount: 2, failureThreshold: 2 });
  running.release('failure');
  expect(breaker.peek()).toMatchObject({ ok: false, retryAfterMs: 10_000 });
  configure({ recoveryTimeoutMs: 1000, failureThreshold: 50 });
  expect(breaker.peek()).toMatchObject({ ok: false, retryAfterMs: 10_000 });
  clock.advance(10_000);
  expect(breaker.state()).toBe('half_open');
});

test('where fewer successes than there are have become enough, a trial is let through and closes it', () => {
  const { breaker, clock, configure } = start({ halfOpenSuccessThreshold: 3 });
  fail(breaker, 5);
  clock.advance(60_000);
  for (let trial = 0; trial < 2; trial += 1) permitOf(breaker).release('success');
  configure({ halfOpenSuccessThreshold: 1 });
  permitOf(breaker).release('success');
  expect(breaker.state()).toBe('closed');
});

test('every change of state is told once, with its cause', () => {
  const { breaker, clock, told } = start();
  fail(breaker, 5);
  clock.advance(60_000);
  expect([breaker.state(), breaker.state()]).toEqual(['half_open', 'half_open']);
  fail(breaker, 1);
  clock.advance(120_000);
  permitOf(breaker).release('success');
  breaker.close('again');
  const facts = { name: 'nmap', note: null, shadow: false };
  expect(told).toEqual([
    { ...facts, from: 'closed', to: 'open', cause: 'failures_in_a_row' },
    { ...facts, from: 'open', to: 'half_open', cause: 'recovery_time_over' },
    { ...facts, from: 'half_open', to: 'open', cause: 'trial_failed' },
    { ...facts, from: 'open', to: 'half_open', cause: 'recovery_time_over' },
    { ...facts, from: 'half_open', to: 'closed', cause: 'trials_succeeded' },
  ]);
});

test('A5: a failure that comes late, whatever the breaker has become meanwhile, is not even the last one', () => {
  const { breaker, clock } = start();
  const late = Array.from({ length: 4 }, () => permitOf(breaker));
  const failLate = (): void => late.pop()?.release('failure');
  breaker.isolate('ill', 1000);
  failLate();
  clock.advance(1000);
  const trial = permitOf(breaker);
  failLate();
  breaker.open('ill', 1000);
  trial.release('failure');
  failLate();
  breaker.close('well');
  failLate();
  expect(breaker.stats()).toMatchObject({ state: 'closed', failureCount: 0, lastFailureTime: null });
});

test('two breakers share nothing', () => {
  const [one, other] = [start().breaker, start().breaker];
  fail(one, 5);
  expect([one.state(), other.state()]).toEqual(['open', 'closed']);
});

test('statistics tell what the original told, and why the breaker is where it is', () => {
  const { breaker, clock } = start({ halfOpenSuccessThreshold: 2 });
  fail(breaker, 2);
  clock.advance(1500);
  const facts = {
    name: 'nmap',
    failureThreshold: 5,
    recoveryTimeoutMs: 60_000,
    shadowRefusals: 0,
    note: null,
  };
  expect(breaker.stats()).toEqual({
    ...facts,
    state: 'closed',
    failureCount: 2,
    successCount: 0,
    lastFailureTime: Date.UTC(2026, 0, 1),
    timeSinceLastFailureMs: 1500,
    phase: 'closed',
    phaseMs: 1500,
    cause: 'start',
    trips: 0,
    trials: 0,
    retryAfterMs: null,
  });
  fail(breaker, 3);
  clock.advance(60_500);
  permitOf(breaker).release('success');
  permitOf(breaker);
  clock.advance(500);
  expect(breaker.stats()).toEqual({
    ...facts,
    state: 'half_open',
    failureCount: 0,
    successCount: 1,
    lastFailureTime: Date.UTC(2026, 0, 1) + 1500,
    timeSinceLastFailureMs: 61_000,
    phase: 'half_open',
    phaseMs: 500,
    cause: 'recovery_time_over',
    trips: 1,
    trials: 1,
    retryAfterMs: 60_000,
  });
});
