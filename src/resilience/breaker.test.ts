import { expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { createBreaker, type Breaker, type BreakerSettings, type Permit } from './breaker.ts';

const settings: BreakerSettings = {
  name: 'nmap',
  failureThreshold: 5,
  recoveryTimeoutMs: 60_000,
  halfOpenSuccessThreshold: 1,
  probeMaxMs: 305_000,
};

function start(changed: Partial<BreakerSettings> = {}) {
  const clock = manualClock();
  return { clock, breaker: createBreaker({ ...settings, ...changed }, clock, () => 0.5) };
}

function permitOf(breaker: Breaker): Permit {
  const admission = breaker.acquire();
  if (!admission.ok) throw new Error('refused');
  return admission.permit;
}

function fail(breaker: Breaker, times: number): void {
  for (let index = 0; index < times; index += 1) permitOf(breaker).release('failure');
}

test('five failures in a row open the breaker, and the refusal says how long to wait', () => {
  const { breaker, clock } = start();
  fail(breaker, 4);
  expect(breaker.state()).toBe('closed');
  fail(breaker, 1);
  clock.advance(1000);
  expect(breaker.acquire()).toEqual({ ok: false, retryAfterMs: 59_000 });
  expect(breaker.peek()).toEqual({ ok: false, retryAfterMs: 59_000 });
});

test('a success between failures starts the count again', () => {
  const { breaker } = start();
  fail(breaker, 4);
  permitOf(breaker).release('success');
  fail(breaker, 4);
  expect(breaker.state()).toBe('closed');
});

test('denials, wrong inputs, cancels and empty results leave it closed with nothing counted', () => {
  const { breaker } = start({ failureThreshold: 1 });
  for (let index = 0; index < 10; index += 1) permitOf(breaker).release('ignore');
  expect(breaker.stats()).toMatchObject({ state: 'closed', failureCount: 0, lastFailureTime: null });
});

test('an open breaker recovers: one trial that succeeds closes it', () => {
  const { breaker, clock } = start();
  fail(breaker, 5);
  clock.advance(60_000);
  expect(breaker.state()).toBe('half_open');
  permitOf(breaker).release('success');
  expect(breaker.stats()).toMatchObject({ state: 'closed', failureCount: 0 });
});

test('of 50 calls to a half-open breaker one is the trial and 49 are refused at once', () => {
  const { breaker, clock } = start();
  fail(breaker, 5);
  clock.advance(60_000);
  const admissions = Array.from({ length: 50 }, () => breaker.acquire());
  expect(admissions.filter(({ ok }) => ok)).toHaveLength(1);
  for (const admission of admissions) expect(admission.ok || admission.retryAfterMs > 0).toBe(true);
});

test('to look at the breaker takes no trial', () => {
  const { breaker, clock } = start();
  fail(breaker, 5);
  clock.advance(60_000);
  expect([breaker.peek(), breaker.peek()]).toEqual([{ ok: true }, { ok: true }]);
  expect(breaker.acquire().ok).toBe(true);
});

test('a cancelled trial frees its place and proves nothing', () => {
  const { breaker, clock } = start();
  fail(breaker, 5);
  clock.advance(60_000);
  permitOf(breaker).release('ignore');
  expect(breaker.state()).toBe('half_open');
  expect(breaker.acquire().ok).toBe(true);
});

test('a trial that hangs loses its place after its longest age, and its late success closes nothing', () => {
  const { breaker, clock } = start();
  fail(breaker, 5);
  clock.advance(60_000);
  const hung = permitOf(breaker);
  clock.advance(304_999);
  expect(breaker.acquire()).toEqual({ ok: false, retryAfterMs: 1 });
  clock.advance(1);
  const second = permitOf(breaker);
  hung.release('success');
  expect(breaker.state()).toBe('half_open');
  second.release('success');
  expect(breaker.state()).toBe('closed');
});

test('outcomes of calls that were started before the breaker opened change nothing afterwards', () => {
  const { breaker, clock } = start();
  const [early, late] = [permitOf(breaker), permitOf(breaker)];
  fail(breaker, 5);
  early.release('success');
  expect(breaker.state()).toBe('open');
  clock.advance(60_000);
  permitOf(breaker).release('success');
  late.release('failure');
  expect(breaker.stats()).toMatchObject({ state: 'closed', failureCount: 0 });
});

test('a permit counts once', () => {
  const { breaker } = start();
  const permit = permitOf(breaker);
  for (let index = 0; index < 9; index += 1) permit.release('failure');
  expect(breaker.stats().failureCount).toBe(1);
});

test('a wall clock that is set an hour forward or back changes nothing', () => {
  const { breaker, clock } = start();
  fail(breaker, 5);
  clock.jumpWall(3_600_000);
  expect(breaker.peek()).toEqual({ ok: false, retryAfterMs: 60_000 });
  clock.jumpWall(-7_200_000);
  clock.advance(60_000);
  expect(breaker.peek().ok).toBe(true);
});

test('with a threshold of three successes, three trials one after the other close it and a failure starts again', () => {
  const { breaker, clock } = start({ halfOpenSuccessThreshold: 3 });
  fail(breaker, 5);
  clock.advance(60_000);
  permitOf(breaker).release('success');
  permitOf(breaker).release('failure');
  clock.advance(120_000);
  for (const state of ['half_open', 'half_open', 'closed']) {
    permitOf(breaker).release('success');
    expect(breaker.state()).toBe(state);
  }
});

test('trips in a row last twice as long each, and a closed breaker forgets them', () => {
  const { breaker, clock } = start();
  fail(breaker, 5);
  clock.advance(60_000);
  fail(breaker, 1);
  expect(breaker.peek()).toEqual({ ok: false, retryAfterMs: 120_000 });
  clock.advance(120_000);
  permitOf(breaker).release('success');
  fail(breaker, 5);
  expect(breaker.peek()).toEqual({ ok: false, retryAfterMs: 60_000 });
});

test('two breakers share nothing', () => {
  const [one, other] = [start().breaker, start().breaker];
  fail(one, 5);
  expect([one.state(), other.state()]).toEqual(['open', 'closed']);
});

test('statistics tell what the original told', () => {
  const { breaker, clock } = start();
  fail(breaker, 2);
  clock.advance(1500);
  expect(breaker.stats()).toEqual({
    name: 'nmap',
    state: 'closed',
    failureCount: 2,
    successCount: 0,
    lastFailureTime: Date.UTC(2026, 0, 1),
    failureThreshold: 5,
    recoveryTimeoutMs: 60_000,
    timeSinceLastFailureMs: 1500,
  });
});
