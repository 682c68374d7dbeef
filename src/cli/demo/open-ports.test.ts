import { describe, expect, it } from 'vitest';
import { openPortsOf } from './open-ports.ts';

describe('openPortsOf', () => {
  it('finds open ports at any depth and leaves out the others', () => {
    const result = {
      hosts: [
        {
          ports: [
            { port: 22, state: 'open', service: 'ssh' },
            { port: 23, state: 'closed' },
          ],
        },
      ],
      checks: [{ port: 80, state: 'open' }],
    };
    expect(openPortsOf(result).map(({ port }) => port)).toEqual([22, 80]);
  });

  it.each([null, 'text', 7, undefined, {}, []])('finds none in %j', (result) => {
    expect(openPortsOf(result)).toEqual([]);
  });
});
