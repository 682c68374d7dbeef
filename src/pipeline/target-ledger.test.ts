import { describe, expect, it } from 'vitest';
import type { Interval } from '../scope/interval.ts';
import { createTargetLedger, type Admission } from './target-ledger.ts';

const of = (lo: number, hi = lo): Interval => ({ family: 4, lo, hi });
const limits = { atOnce: 2, callsPerMinute: 4, probesPerHour: 100 };
const one = (lo: number, hi = lo, probesEach = 1) => ({ intervals: [of(lo, hi)], probesEach, lastsMs: 0 });
const leave = (admission: Admission, sent = true, nowMs = 0): void => {
  if (admission.kind === 'admitted') admission.leave(sent, nowMs);
};

describe('the account of targets', () => {
  it('lets no more calls touch one address at once than allowed, and others pass', () => {
    const ledger = createTargetLedger(() => limits);
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

  it('counts calls within a minute, those that run still too, and says when the next may come', () => {
    const ledger = createTargetLedger(() => ({ ...limits, atOnce: 9 }));
    for (let call = 0; call < 3; call += 1) leave(ledger.admit(one(5), 1000));
    ledger.admit(one(5), 1000);
    const refused = ledger.admit(one(0, 255), 1000);
    expect(refused).toEqual({
      kind: 'spent',
      limit: 'calls',
      address: '0.0.0.5',
      used: 4,
      isShared: false,
      retryAfterMs: 61_000,
    });
    expect(ledger.admit(one(5), 61_999).kind).toBe('spent');
    expect(ledger.admit(one(5), 62_000).kind).toBe('admitted');
  });

  it('adds the probes of blocks and of single addresses together, also where it says when to come again', () => {
    const ledger = createTargetLedger(() => limits);
    leave(ledger.admit(one(0, 255, 60), 0));
    leave(ledger.admit(one(5, 5, 40), 600_000), true, 600_000);
    expect(ledger.admit(one(5), 600_000)).toMatchObject({
      limit: 'probes',
      used: 100,
      retryAfterMs: 3_060_000,
    });
    expect(ledger.admit(one(5, 5, 61), 600_000)).toMatchObject({ retryAfterMs: 3_660_000 });
    expect(ledger.admit(one(6, 6, 40), 600_000).kind).toBe('admitted');
  });

  it('counts probes for an hour after the call that may have sent them last', () => {
    const ledger = createTargetLedger(() => limits);
    const long = ledger.admit({ ...one(5, 5, 100), lastsMs: 3_540_000 }, 0);
    // As long as it may run, and an hour.
    expect(ledger.admit(one(5), 60_000)).toMatchObject({ limit: 'probes', retryAfterMs: 7_140_000 });
    leave(long, true, 1_800_000);
    expect(ledger.admit(one(5), 3_661_000)).toMatchObject({ limit: 'probes', retryAfterMs: 1_799_000 });
    expect(ledger.admit(one(5), 5_460_000).kind).toBe('admitted');
  });

  it('tells a call that no hour would hold from one that comes too early', () => {
    expect(createTargetLedger(() => limits).admit(one(5, 5, 101), 0)).toEqual({
      kind: 'too_large',
      probesEach: 101,
    });
    expect(createTargetLedger(() => limits).admit(one(5, 5, 100), 0).kind).toBe('admitted');
  });

  it('charges nothing for a call that has sent nothing', () => {
    const ledger = createTargetLedger(() => limits);
    for (let call = 0; call < 20; call += 1) leave(ledger.admit(one(5, 5, 90), 0), false);
    expect(ledger.admit(one(5, 5, 100), 0).kind).toBe('admitted');
  });

  it('names the first address of IPv6 too, where that is what was spent', () => {
    const ledger = createTargetLedger(() => ({ ...limits, callsPerMinute: 1 }));
    const lo = 0xfd00n << 112n;
    const touch = { intervals: [{ family: 6, lo, hi: lo + 15n } as const], probesEach: 1, lastsMs: 0 };
    leave(ledger.admit(touch, 0));
    expect(ledger.admit(touch, 0)).toMatchObject({ kind: 'spent', address: 'fd00::' });
    expect(ledger.admit(one(0, 2 ** 32 - 1), 0).kind).toBe('admitted');
  });
});
