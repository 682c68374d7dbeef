import { describe, expect, it } from 'vitest';
import { endingOf, errnoOf, forMemory } from './child-ending.ts';

describe('the ending of a run', () => {
  it('is the exit code or the signal of a leader that nobody stopped', () => {
    expect(endingOf(null, 3, null)).toEqual({ kind: 'exited', code: 3 });
    expect(endingOf(null, null, 'SIGSEGV')).toEqual({ kind: 'signalled', signal: 'SIGSEGV' });
  });

  it('is what stopped the run, however the leader then left', () => {
    expect(endingOf('timed_out', 0, null)).toEqual({ kind: 'timed_out' });
    expect(endingOf('overflowed', 0, null)).toEqual({ kind: 'overflowed' });
    expect(endingOf('client_gone', null, 'SIGKILL')).toEqual({ kind: 'stopped', reason: 'client_gone' });
  });

  it('is a lack of memory where the kernel ended a part of it for that, and the rest did not get over it', () => {
    const lacking = { kind: 'out_of_memory' };
    expect(forMemory({ kind: 'signalled', signal: 'SIGKILL' })).toEqual(lacking);
    expect(forMemory({ kind: 'exited', code: 137 })).toEqual(lacking);
    expect(forMemory({ kind: 'exited', code: 0 })).toEqual({ kind: 'exited', code: 0 });
    expect(forMemory({ kind: 'timed_out' })).toEqual({ kind: 'timed_out' });
  });

  it('names the system’s error, or the error’s own name', () => {
    expect(errnoOf(Object.assign(new Error('no'), { code: 'E2BIG' }))).toBe('E2BIG');
    expect([errnoOf(new RangeError('no')), errnoOf('no')]).toEqual(['RangeError', 'unknown']);
  });
});
