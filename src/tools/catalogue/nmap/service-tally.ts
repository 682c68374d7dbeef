import { createJsonBudget } from '../../../output/json-budget.ts';
import type { HostResult, ServiceResult } from './result.ts';

/** How many hosts have each service: of all hosts, whether they are listed or not. */
export interface ServiceTally {
  readonly add: (host: HostResult) => void;
  /** The most frequent ones first. */
  readonly result: () => ServiceResult[];
}

/** Services that are told apart; a target may name as many as it has ports. */
const mostKinds = 1024;
const mostListed = 64;
const mostServiceBytes = 12 * 1024;

/** Begins a tally, in bounded memory. */
export function createServiceTally(): ServiceTally {
  const kinds = new Map<string, ServiceResult>();
  return {
    add: ({ ports }) => {
      for (const { port, protocol, service } of ports) {
        const key = `${port}/${protocol} ${service}`;
        const known = kinds.get(key);
        if (known !== undefined) known.hosts += 1;
        else if (kinds.size < mostKinds) kinds.set(key, { port, protocol, service, hosts: 1 });
      }
    },
    result: () => {
      const fits = createJsonBudget(mostServiceBytes);
      return [...kinds.values()]
        .toSorted((a, b) => b.hosts - a.hosts || a.port - b.port)
        .slice(0, mostListed)
        .filter(fits);
    },
  };
}
