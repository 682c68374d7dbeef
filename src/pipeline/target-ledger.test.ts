import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Interval } from '../scope/interval.ts';
import { createTargetLedger, type Admission } from './target-ledger.ts';

const of = (lo: number, hi = lo): Interval => ({ family: 4, lo, hi });
const limits = { atOnce: 2, callsPerMinute: 4, probesPerHour: 100 };
const one = (lo: number, hi = lo, probesEach = 1) => ({ intervals: [of(lo, hi)], probesEach });
const leave = (admission: Admission, sent = true): void => {
  if (admission.kind === 'admitted') admission.leave(sent);
};

describe('the account of targets', () => {
  it('lets no more calls touch one address at once than allowed, and others pass', () => {
    const ledger = createTargetLedger(limits);
    const first = ledger.admit(one(5), 0);
    expect(first.kind).toBe('admitted');
    expect(ledger.admit(one(0, 9), 0).kind).toBe('admitted');
    expect(ledger.admit(one(5), 0)).toEqual({ kind: 'busy', address: '0.0.0.5' });
    expect(ledger.admit(one(3, 5), 0)).toEqual({ kind: 'busy', address: '0.0.0.5' });
    expect(ledger.admit(one(6), 0).kind).toBe('admitted');
    leave(first);
    leave(first);
    expect(ledger.admit(one(5), 0).kind).toBe('admitted');
    expect(ledger.admit(one(5), 0).kind).toBe('busy');
  });

  it('counts calls within a minute, and says when the next may come', () => {
    const ledger = createTargetLedger(limits);
    for (let call = 0; call < 4; call += 1) leave(ledger.admit(one(5), 1000));
    const refused = ledger.admit(one(5), 1000);
    expect(refused).toMatchObject({ kind: 'spent', limit: 'calls', address: '0.0.0.5' });
    const wait = refused.kind === 'spent' ? refused.retryAfterMs : 0;
    expect(ledger.admit(one(5), 1000 + wait).kind).toBe('admitted');
  });

  it('adds the probes of blocks and of single addresses together', () => {
    const ledger = createTargetLedger(limits);
    leave(ledger.admit(one(0, 255, 60), 0));
    leave(ledger.admit(one(5, 5, 40), 0));
    expect(ledger.admit(one(5), 0)).toMatchObject({ kind: 'spent', limit: 'probes' });
    expect(ledger.admit(one(6, 6, 40), 0).kind).toBe('admitted');
    expect(createTargetLedger(limits).admit(one(5, 5, 101), 0)).toMatchObject({ limit: 'probes' });
  });

  it('charges nothing for a call that has sent nothing', () => {
    const ledger = createTargetLedger(limits);
    for (let call = 0; call < 20; call += 1) leave(ledger.admit(one(5, 5, 90), 0), false);
    expect(ledger.admit(one(5, 5, 100), 0).kind).toBe('admitted');
  });

  it('keeps account of a bounded number of targets, and forgets them after an hour', () => {
    const ledger = createTargetLedger(limits, { singles: 3, wide: 1 });
    for (let host = 0; host < 3; host += 1) leave(ledger.admit(one(host), 0));
    expect(ledger.admit(one(9), 0).kind).toBe('full');
    expect(ledger.admit(one(9), 62 * 60_000).kind).toBe('admitted');
  });

  it('agrees, for every address, with a count of each address on its own', () => {
    const step = fc.record({
      lo: fc.nat(12),
      size: fc.constantFrom(0, 0, 0, 3, 7),
      probes: fc.integer({ min: 1, max: 40 }),
      gap: fc.constantFrom(0, 500, 30_000, 400_000),
      ends: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const ledger = createTargetLedger(limits);
        const calls: {
          readonly lo: number;
          readonly hi: number;
          readonly at: number;
          readonly probes: number;
          running: boolean;
        }[] = [];
        let now = 0;
        for (const { lo, size, probes, gap, ends } of steps) {
          now += gap;
          const hi = lo + size;
          const admission = ledger.admit(one(lo, hi, probes), now);
          if (admission.kind !== 'admitted') continue;
          const call = { lo, hi, at: now, probes, running: !ends };
          if (ends) admission.leave(true);
          calls.push(call);
          for (let host = lo; host <= hi; host += 1) {
            const mine = calls.filter((each) => each.lo <= host && host <= each.hi);
            expect(mine.filter(({ running }) => running).length).toBeLessThanOrEqual(limits.atOnce);
            const minute = mine.filter(({ at }) => at > now - 60_000);
            expect(minute.length).toBeLessThanOrEqual(limits.callsPerMinute);
            const hour = mine.filter(({ at }) => at > now - 3_600_000);
            expect(hour.reduce((sum, each) => sum + each.probes, 0)).toBeLessThanOrEqual(
              limits.probesPerHour,
            );
          }
        }
      }),
    );
  });
});
