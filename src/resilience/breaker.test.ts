import { expect, test } from 'vitest';
import { fail, permitOf, start } from './fixtures/started-breaker.ts';

test('A2: five failures in a row open the breaker, and the refusal says how long to wait', () => {
  const { breaker, clock } = start();
  fail(breaker, 4);
  expect(breaker.state()).toBe('closed');
  fail(breaker, 1);
  clock.advance(1000);
  expect(breaker.acquire()).toMatchObject({ ok: false, retryAfterMs: 59_000 });
  expect(breaker.peek()).toMatchObject({ ok: false, retryAfterMs: 59_000 });
});

test('a success between failures starts the count again', () => {
  const { breaker } = start();
  fail(breaker, 4);
  permitOf(breaker).release('success');
  fail(breaker, 4);
  expect(breaker.state()).toBe('closed');
});

test('A3: denials, wrong inputs, cancels and empty results leave it closed with nothing counted', () => {
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

test('A4: of 50 calls to a half-open breaker one is the trial and 49 are refused at once', () => {
  const { breaker, clock } = start();
  fail(breaker, 5);
  clock.advance(60_000);
  const admissions = Array.from({ length: 50 }, () => breaker.acquire());
  expect(admissions.filter(({ ok }) => ok)).toHaveLength(1);
  for (const admission of admissions) expect(admission.ok || Number(admission.retryAfterMs) > 0).toBe(true);
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

test('A7: a trial that hangs loses its place after its longest age, and its late success closes nothing', () => {
  const { breaker, clock } = start();
  fail(breaker, 5);
  clock.advance(60_000);
  const hung = permitOf(breaker);
  clock.advance(304_999);
  expect(breaker.acquire()).toMatchObject({ ok: false, retryAfterMs: 1 });
  clock.advance(1);
  const second = permitOf(breaker);
  hung.release('success');
  expect(breaker.state()).toBe('half_open');
  second.release('success');
  expect(breaker.state()).toBe('closed');
});

test('A5: outcomes of calls that were started before the breaker opened change nothing afterwards', () => {
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

test('A6: a wall clock that is set an hour forward or back changes nothing', () => {
  const { breaker, clock } = start();
  fail(breaker, 5);
  clock.jumpWall(3_600_000);
  expect(breaker.peek()).toMatchObject({ ok: false, retryAfterMs: 60_000 });
  clock.jumpWall(-7_200_000);
  clock.advance(60_000);
  expect(breaker.peek().ok).toBe(true);
});

test('with a threshold of three successes, three trials run at once, close it together, and one failure starts again', () => {
  const { breaker, clock } = start({ halfOpenSuccessThreshold: 3 });
  fail(breaker, 5);
  clock.advance(60_000);
  const trials = [permitOf(breaker), permitOf(breaker), permitOf(breaker)];
  expect(breaker.acquire()).toMatchObject({ ok: false, state: 'half_open', retryAfterMs: 60_000 });
  trials[0]?.release('success');
  // One has succeeded and two run: that is all that is wanted.
  expect(breaker.peek().ok).toBe(false);
  trials[1]?.release('failure');
  trials[2]?.release('success');
  expect(breaker.state()).toBe('open');
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
  expect(breaker.peek()).toMatchObject({ ok: false, retryAfterMs: 120_000 });
  clock.advance(120_000);
  permitOf(breaker).release('success');
  fail(breaker, 5);
  expect(breaker.peek()).toMatchObject({ ok: false, retryAfterMs: 60_000 });
});
