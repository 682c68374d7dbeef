import fc from 'fast-check';
import { expect, test } from 'vitest';
import { beginLook, endLook, newCheckState, seenNow, timeOutLook, type CheckState } from './check-state.ts';
import { healthStatuses, type HealthStatus, type Verdict } from './check.ts';

const verdict = (status: HealthStatus): Verdict => ({ status, message: status });
const terms = { failAfter: 3, passAfter: 2 };
const check = { intervalMs: 1000, groups: ['ready'] } as const;

/** What is told after looks that found these, a second apart. */
function after(found: readonly HealthStatus[], by = terms): CheckState {
  return found.reduce((state, status, at) => {
    const begun = beginLook(state, at, at * 1000);
    return begun === null ? state : endLook(begun, at, verdict(status), by, at * 1000 + 5);
  }, newCheckState(0));
}

test.each([
  ['the first look is told as it is', ['warn'], 'warn'],
  ['two failures are not enough', ['pass', 'fail', 'fail'], 'pass'],
  ['three in a row are', ['pass', 'fail', 'fail', 'fail'], 'fail'],
  ['one that passes between them begins the count again', ['pass', 'fail', 'fail', 'pass', 'fail'], 'pass'],
  ['what three looks agree on is a warning', ['pass', 'warn', 'fail', 'fail'], 'warn'],
  ['one good look does not make it well', ['fail', 'pass'], 'fail'],
  ['two do', ['fail', 'pass', 'pass'], 'pass'],
  ['a better and a good one make it as good as the worse', ['fail', 'warn', 'pass'], 'warn'],
] as const)('%s', (_, found, told) => {
  expect(after(found).settled).toBe(told);
});

test('what is told worsens only as far as all of the last looks agree, and betters only as far', () => {
  const status = fc.constantFrom(...healthStatuses);
  const count = fc.integer({ min: 1, max: 4 });
  fc.assert(
    fc.property(
      fc.array(status, { minLength: 1, maxLength: 12 }),
      count,
      count,
      (found, failAfter, passAfter) => {
        const rank = (one: HealthStatus): number => healthStatuses.indexOf(one);
        const by = { failAfter, passAfter };
        const [before, now] = [rank(after(found.slice(0, -1), by).settled), rank(after(found, by).settled)];
        const isWorse = now > before && found.length > 1;
        const isBetter = now < before && found.length > 1;
        const worse = found.slice(-failAfter).every((one) => rank(one) >= now) && found.length >= failAfter;
        const better = found.slice(-passAfter).every((one) => rank(one) <= now) && found.length >= passAfter;
        expect([isWorse && !worse, isBetter && !better]).toEqual([false, false]);
      },
    ),
  );
});

test('there is one look at a time, and a late one only makes room for the next', () => {
  const begun = beginLook(newCheckState(0), 1, 0);
  expect(begun).not.toBeNull();
  if (begun === null) return;
  expect(beginLook(begun, 2, 10)).toBeNull();
  const late = timeOutLook(begun, 1, terms, 100);
  expect(seenNow(late, check, 100)).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('timeout'),
  });
  expect(beginLook(late, 2, 200)).toBeNull();
  const ended = endLook(late, 1, verdict('pass'), terms, 300);
  expect([ended.settled, ended.recent, ended.flight]).toEqual(['fail', ['fail'], null]);
  expect(endLook(begun, 7, verdict('fail'), terms, 1)).toBe(begun);
  expect(timeOutLook(ended, 1, terms, 400)).toBe(ended);
});

test('three intervals after its verdict a check is stale, and looked at again it is not', () => {
  const state = after(['pass']);
  expect(seenNow(state, check, 3005).status).toBe('pass');
  expect(seenNow(state, check, 3006)).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('stale'),
  });
});

test('before its first verdict a check makes a server unready, and nothing else', () => {
  const fresh = newCheckState(0);
  expect(seenNow(fresh, check, 1).status).toBe('fail');
  expect(seenNow(fresh, { intervalMs: 1000, groups: ['live'] }, 1).status).toBe('warn');
});
