import { numberRanges } from '../../../output/ranges.ts';
import type { HostResult, PortState } from './result.ts';

/** The ports of a host that are not open, by state. */
export interface PortTally {
  /** Counts one port that nmap listed. */
  readonly list: (state: PortState, port: number) => void;
  /** Counts ports that nmap folded into a number. */
  readonly fold: (state: PortState, count: number) => void;
  readonly result: () => HostResult['other_ports'];
}

/** Port numbers that are kept for each state. */
const mostListed = 2048;

/** Begins a tally. There are seven states, so its memory is bounded. */
export function createPortTally(): PortTally {
  const states = new Map<PortState, { count: number; readonly ports: number[] }>();
  const under = (state: PortState) => {
    const known = states.get(state) ?? { count: 0, ports: [] };
    states.set(state, known);
    return known;
  };
  return {
    list: (state, port) => {
      const known = under(state);
      known.count += 1;
      if (known.ports.length < mostListed) known.ports.push(port);
    },
    fold: (state, count) => {
      under(state).count += count;
    },
    result: () =>
      // Some of them without the rest would read as all of them.
      [...states].map(([state, { count, ports }]) =>
        ports.length === count ? { state, count, ports: numberRanges(ports) } : { state, count },
      ),
  };
}
