import { expect, test } from 'vitest';
import type { BreakerOutcome } from '../resilience/breaker-phase.ts';
import { fail, start } from '../resilience/fixtures/started-breaker.ts';
import { refusalOf, runThrough, type CallBreaker } from './call-breakers.ts';
import { outcomeOf } from './verdict-kind.ts';

const guarding = (stage: ReturnType<typeof start>, guards = 'nmap'): CallBreaker => ({
  breaker: stage.breaker,
  guards,
  outcomeOf: (kind): BreakerOutcome => outcomeOf(kind, ['signal']),
});
const failing = async () => ({ kind: 'signal', said: 'no' }) as const;

test('a block is run, its value returned, and every breaker told how it ended', async () => {
  const stages = [start(), start()];
  const ended = await runThrough(
    stages.map((stage) => guarding(stage)),
    failing,
  );
  expect(ended).toEqual({ ok: true, value: { kind: 'signal', said: 'no' } });
  expect(stages.map(({ breaker }) => breaker.stats().failureCount)).toEqual([1, 1]);
});

test('where one refuses nothing is run, and the others get their permits back', async () => {
  const [whole, target] = [start(), start()];
  fail(whole.breaker, 5);
  whole.clock.advance(60_000);
  fail(target.breaker, 5);
  const both = [guarding(whole), guarding(target, 'nmap at 10.0.0.5')];
  let ran = 0;
  const block = async () => {
    ran += 1;
    return { kind: 'result' } as const;
  };
  expect(await runThrough(both, block)).toMatchObject({
    error: { code: 'breaker.open', message: expect.stringContaining('nmap at 10.0.0.5'), retryAfterSec: 60 },
  });
  expect([ran, whole.breaker.stats().trials, whole.breaker.peek().ok]).toEqual([0, 0, true]);
});

test('A3: what a block throws is a bug of ours and says nothing about a tool; its permit comes back', async () => {
  const stage = start({ failureThreshold: 1 });
  const bug = new Error('ours');
  await expect(runThrough([guarding(stage)], () => Promise.reject(bug))).rejects.toBe(bug);
  expect(stage.breaker.stats()).toMatchObject({ state: 'closed', failureCount: 0 });
});

test('a refusal tells its state, how long to wait, and what an operator gave as the reason', async () => {
  const stage = start();
  const one = [guarding(stage)];
  expect(refusalOf(one)).toBeNull();
  fail(stage.breaker, 5);
  expect(refusalOf(one)).toMatchObject({ retryAfterSec: 60, message: expect.stringContaining('is open:') });
  stage.clock.advance(60_000);
  stage.breaker.acquire();
  expect(refusalOf(one)).toMatchObject({ retryAfterSec: 60, message: expect.stringContaining('half-open:') });
  stage.breaker.isolate('new firmware', null);
  expect(refusalOf(one)).toMatchObject({
    retryAfterSec: null,
    message: expect.stringMatching(/isolated: .* "new firmware"/),
    next: [expect.stringContaining('operator')],
  });
});
