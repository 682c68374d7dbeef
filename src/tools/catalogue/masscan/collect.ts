import { cleanField } from '../../../output/clean.ts';
import { createJsonBudget } from '../../../output/json-budget.ts';
import type { MasscanResult, OpenPort } from './result.ts';

/** A port as a line of output names it. */
export type Seen = Pick<OpenPort, 'address' | 'port' | 'protocol'>;

/** Collects open ports, each once, in bounded memory. */
export interface Collection {
  readonly add: (seen: Seen) => void;
  readonly addBanner: (seen: Seen, service: string, text: string) => void;
  readonly result: () => Omit<MasscanResult, 'partial'>;
}

/** Ports and what services sent have budgets of their own, so that a talkative target displaces no port. */
const mostPortBytes = 640 * 1024;
const mostBannerBytes = 256 * 1024;
const mostBanners = 8;
const longestText = 120;
/** More than that are not told apart from those that came twice, and not counted. */
const mostCounted = 200_000;

/** Begins a collection. */
export function createCollection(): Collection {
  const listed = new Map<string, OpenPort>();
  const counted = new Set<string>();
  const hosts = new Set<string>();
  const fits = createJsonBudget(mostPortBytes);
  const fitsBanner = createJsonBudget(mostBannerBytes);

  return {
    // A port is told of twice at least: as a line at once, as JSON at the end, and for each answer that came again.
    add: ({ address, port, protocol }) => {
      const key = keyOf({ address, port, protocol });
      if (counted.has(key) || counted.size >= mostCounted) return;
      counted.add(key);
      hosts.add(address);
      const open = { address, port, protocol };
      if (fits(open)) listed.set(key, open);
    },
    addBanner: (seen, service, text) => {
      const open = listed.get(keyOf(seen));
      if (open === undefined || (open.banners?.length ?? 0) >= mostBanners) return;
      const banner = { service: short(service), text: short(text) };
      if (fitsBanner(banner)) open.banners = [...(open.banners ?? []), banner];
    },
    result: () => ({
      open: [...listed.values()].toSorted(inOrder),
      counts: { open: counted.size, hosts: hosts.size },
      omitted: counted.size - listed.size,
    }),
  };
}

/** Cut before it is cleaned as well: cleaning makes nothing shorter, and 64 KiB of it cost a millisecond. */
const short = (text: string): string => cleanField(text.slice(0, longestText + 1), longestText);

const keyOf = ({ address, port, protocol }: Seen): string => `${address} ${port}/${protocol}`;

const inOrder = (a: OpenPort, b: OpenPort): number =>
  byNumber.compare(a.address, b.address) || a.port - b.port;

const byNumber = new Intl.Collator('en', { numeric: true });
