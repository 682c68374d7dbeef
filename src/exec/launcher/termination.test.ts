import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { createTermination, type StopCause } from './termination.ts';

const recorded = (): {
  readonly signals: string[];
  readonly termination: ReturnType<typeof createTermination>;
} => {
  const signals: string[] = [];
  return { signals, termination: createTermination((name) => signals.push(name)) };
};

describe('the termination of a run', () => {
  it('asks first and kills after the grace', async () => {
    const { signals, termination } = recorded();
    termination.stop('timed_out', 20);
    expect(signals).toEqual(['SIGTERM']);
    await wait(60);
    expect(signals).toEqual(['SIGTERM', 'SIGKILL']);
  });

  it('keeps the first reason and asks once', () => {
    const { signals, termination } = recorded();
    termination.stop('client_gone', 1_000);
    termination.stop('timed_out', 1_000);
    expect([termination.cause(), signals]).toEqual(['client_gone', ['SIGTERM']]);
    termination.over();
  });

  it('lets a later reason bring the kill forward, never put it off', async () => {
    const sooner = recorded();
    sooner.termination.stop('cancelled', 10_000);
    sooner.termination.stop('shutdown', 20);
    const later = recorded();
    later.termination.stop('cancelled', 20);
    later.termination.stop('shutdown', 10_000);
    await wait(60);
    expect(sooner.signals).toEqual(['SIGTERM', 'SIGKILL']);
    expect(later.signals).toEqual(['SIGTERM', 'SIGKILL']);
  });

  it('sends nothing once the leader is reaped, because its number may be another’s', async () => {
    const { signals, termination } = recorded();
    termination.stop('cancelled', 10);
    termination.over();
    termination.stop('shutdown', 10);
    await wait(40);
    expect(signals).toEqual(['SIGTERM']);
  });

  it('has one reason, one SIGTERM and one SIGKILL at the earliest moment asked for, whatever comes together', () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    const stops = fc.array(fc.record({ cause, graceMs: fc.nat(100), afterMs: fc.nat(40) }), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(stops, (events) => {
        const start = performance.now();
        const sent: [string, number][] = [];
        const termination = createTermination((name) => sent.push([name, performance.now() - start]));
        let at = 0;
        let killAt = Infinity;
        for (const { cause: next, graceMs, afterMs } of events) {
          vi.advanceTimersByTime(afterMs);
          at += afterMs;
          termination.stop(next, graceMs);
          killAt = Math.min(killAt, at + graceMs);
        }
        vi.advanceTimersByTime(1_000);
        expect(termination.cause()).toBe(events[0]?.cause);
        expect(sent).toEqual([
          ['SIGTERM', events[0]?.afterMs],
          ['SIGKILL', killAt],
        ]);
      }),
    );
    vi.useRealTimers();
  });
});

const cause: fc.Arbitrary<StopCause> = fc.constantFrom(
  'timed_out',
  'overflowed',
  'cancelled',
  'client_gone',
  'shutdown',
  'engagement_closed',
  'no_longer_allowed',
);
