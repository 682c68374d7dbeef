import fc from 'fast-check';
import { expect, test } from 'vitest';
import { authorise } from './authorise.ts';
import { checkBudget } from './budget.ts';
import { host } from './endpoint.ts';
import { sampleScope } from './fixtures/sample-scope.ts';
import { sizeOf } from './interval.ts';
import { partsLeft } from './parts-left.ts';
import type { Scope } from './scope.ts';

const left = (scope: Scope, lo: number, hi: number) =>
  partsLeft(scope, { family: 4, lo: 10 * 2 ** 24 + lo, hi: 10 * 2 ** 24 + hi });

test('the rest of a network around the machine itself is two calls', () => {
  const scope = sampleScope({ ownAddresses: ['10.0.0.7'] });
  expect(left(scope, 0, 255)).toEqual({ parts: ['10.0.0.0-6', '10.0.0.8-255'], complete: true });
});

test('of many parts the four largest are named, in order, and it is said that there are more', () => {
  const scope = sampleScope({
    deny: ['10.0.0.1', '10.0.0.10', '10.0.0.12', '10.0.0.30', '10.0.0.60', '10.0.0.100'],
  });
  expect(left(scope, 0, 255)).toEqual({
    parts: ['10.0.0.13-29', '10.0.0.31-59', '10.0.0.61-99', '10.0.0.101-255'],
    complete: false,
  });
});

test('a part that is larger than one call may be is offered as far as one call goes', () => {
  const scope = sampleScope({ deny: ['10.0.0.9'], maxHostsPerCall: 256 });
  expect(left(scope, 0, 65_535)).toEqual({ parts: ['10.0.0.0-8', '10.0.0.10-10.0.1.9'], complete: false });
});

test('one address has no parts', () => {
  expect(left(sampleScope({ deny: ['10.0.0.9'] }), 9, 9)).toEqual({ parts: [], complete: true });
});

test('whatever is denied, each part that is offered is a call that is allowed', () => {
  const denies = fc.array(fc.tuple(fc.nat(600), fc.nat(40)), { minLength: 1, maxLength: 12 });
  fc.assert(
    fc.property(denies, fc.nat(300), fc.nat(600), (denied, lo, more) => {
      const scope = sampleScope({
        deny: denied.map(([from, size]) => `${addressAt(from)}-${addressAt(from + size)}`),
        maxHostsPerCall: 100,
      });
      for (const part of left(scope, lo, lo + more).parts) {
        const target = authorise(scope, host(part), new Map());
        if (!target.ok) throw new Error(target.error.message);
        const { interval } = target.value;
        expect(interval !== null && checkBudget(scope, { hosts: sizeOf(interval), ports: 0 }).ok).toBe(true);
      }
    }),
  );
});

const addressAt = (offset: number): string => `10.0.${Math.floor(offset / 256)}.${offset % 256}`;
