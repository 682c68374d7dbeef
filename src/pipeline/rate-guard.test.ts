import { expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { createBuckets } from '../resilience/token-bucket.ts';
import type { Plan } from '../tools/tool.ts';
import { planTo } from './fixtures/plan-to.ts';
import type { Caller } from './ports.ts';
import { createRateGuard, type RateRule, type RateRules } from './rate-guard.ts';

const rule = (perMinute: number, burst: number): RateRule => ({
  terms: { perMinute, burst },
  rule: { text: `limits.rate.x = ${perMinute}`, at: 'bailiwick.yaml:7:5' },
});
const ada: Caller = { channel: 'http', principal: 'ada', client: 'agent' };

function start(rules: Partial<RateRules>) {
  const clock = manualClock();
  let now: RateRules = { client: null, tool: null, subnet: null, ...rules };
  const guard = createRateGuard(createBuckets(clock.monotonicMs), () => now);
  const call = (tool: string, targets: readonly string[], caller = ada) =>
    guard(caller, planOf(tool, targets))?.retryAfterSec ?? 'let in';
  return { clock, guard, call, change: (next: Partial<RateRules>) => (now = { ...now, ...next }) };
}
const planOf = (tool: string, targets: readonly string[]): Plan => ({ ...planTo(...targets), tool });

test('without limits every call is let in', () => {
  const { call } = start({});
  expect(Array.from({ length: 500 }, () => call('dig', ['10.0.0.5']))).not.toContain(1);
});

test('A13: a client that calls too fast is told which rule stands against it and how long to wait, and is let in then', () => {
  const { call, clock, guard } = start({ client: rule(6, 2) });
  expect([call('dig', []), call('nmap', []), call('ping', [])]).toEqual(['let in', 'let in', 10]);
  expect(guard(ada, planOf('dig', []))).toMatchObject({
    code: 'limit.rate',
    message:
      'Calls of this client come faster than limits.rate.x = 6 allows, 2 at once. Nothing was started.',
    rule: { at: 'bailiwick.yaml:7:5' },
    rateScope: 'client',
  });
  expect(call('dig', [], { ...ada, principal: 'grace' })).toBe('let in');
  // Another name for itself makes nobody another client.
  expect(call('dig', [], { ...ada, client: 'other' })).toBe(10);
  clock.advance(10_000);
  expect(call('dig', [])).toBe('let in');
});

test('a tool is counted for all clients together', () => {
  const { call } = start({ tool: rule(60, 1) });
  expect(call('dig', [])).toBe('let in');
  expect([call('dig', [], { ...ada, principal: 'grace' }), call('nmap', [])]).toEqual([1, 'let in']);
});

test('a subnet is counted for every call that touches any of it, and one call touches it once', () => {
  const { call } = start({ subnet: rule(60, 1) });
  expect(call('nmap', ['10.0.0.1', '10.0.0.9', '10.0.2.0/23'])).toBe('let in');
  expect(call('dig', ['10.0.0.200'])).toBe(1);
  expect(call('dig', ['10.0.3.7'])).toBe(1);
  expect(call('dig', ['10.0.1.7'])).toBe('let in');
  expect(call('dig', ['fd00::1'])).toBe('let in');
  expect([call('dig', ['fd00::ffff']), call('dig', ['fd00:0:0:1::1'])]).toEqual([1, 'let in']);
});

test('a call that one limit refuses is counted by none', () => {
  const { call } = start({ client: rule(60, 3), tool: rule(1, 1) });
  const refused = [call('dig', []), call('dig', []), call('dig', [])];
  expect(refused).toEqual(['let in', 60, 60]);
  expect([call('a', []), call('b', []), call('c', [])]).toEqual(['let in', 'let in', 1]);
});

test('A12: another limit holds from the next call on', () => {
  const { call, change } = start({ client: rule(1, 1) });
  expect([call('dig', []), call('dig', [])]).toEqual(['let in', 60]);
  change({ client: rule(60, 5) });
  expect(call('dig', [])).toBe('let in');
  change({ client: null });
  expect(call('dig', [])).toBe('let in');
});
