import { networkInterfaces } from 'node:os';
import { parseAddress } from '../../scope/address.ts';
import { overlaps, type Interval } from '../../scope/interval.ts';
import type { Plan } from '../../tools/tool.ts';

/**
 * Where a plan's packets go: nowhere, to this machine itself, which no namespace of its own reaches, or elsewhere. A plan that
 * touches this machine and others goes `here`, since only its own network leads to both.
 */
export function wayOut({ profile, targets }: Plan): 'nowhere' | 'here' | 'elsewhere' {
  if (profile === 'offline') return 'nowhere';
  const touched = targets.flatMap(({ interval }) => interval ?? []);
  const own = [...loopback, ...ownIntervals()];
  return touched.some((interval) => own.some((one) => overlaps(one, interval))) ? 'here' : 'elsewhere';
}

const loopback: readonly Interval[] = [
  { family: 4, lo: 127 * 2 ** 24, hi: 128 * 2 ** 24 - 1 },
  { family: 6, lo: 1n, hi: 1n },
];

const ownIntervals = (): readonly Interval[] =>
  Object.values(networkInterfaces()).flatMap((found = []) =>
    found.flatMap(({ address }) => {
      const parsed = parseAddress(address);
      return parsed === null ? [] : [parsed];
    }),
  );
