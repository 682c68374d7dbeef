import { describe, expect, it } from 'vitest';
import { signalGroup, signalProcess } from './process-group.ts';

describe('signalling', () => {
  it('refuses the numbers that reach our own group, the first process or every process of the machine', () => {
    for (const pid of [0, 1]) expect(() => signalGroup(pid, 'SIGTERM')).toThrow(RangeError);
    for (const pid of [-1, 0, 1]) expect(() => signalProcess(pid, 'SIGTERM')).toThrow(RangeError);
  });

  it('takes a process that is gone for what it is: no error', () => {
    expect(() => signalGroup(2 ** 22 + 1, 'SIGTERM')).not.toThrow();
  });
});
