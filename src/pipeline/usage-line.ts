import { blurWith, copyOf, isLike, joined, untouched, type Limits, type Usage } from './usage.ts';

/** Addresses of one family from `lo` to the one before `after`. */
export interface Span {
  readonly lo: bigint;
  readonly after: bigint;
}

/** Addresses that are used alike, from `from` to where the next stretch begins. */
export interface Stretch extends Usage {
  readonly from: bigint;
  /** How many they are, about. */
  readonly size: number;
}

/** All addresses of a family, cut where usage changes: one binary search finds an address, and a call adds two cuts at most. */
export interface UsageLine {
  /** The stretches that share an address with the span, in order. */
  readonly over: (span: Span) => readonly Stretch[];
  /** The same, cut at both ends of the span. */
  readonly cut: (span: Span) => readonly Stretch[];
  /** Once a call has left a span: takes the cuts at its ends away where they tell nothing apart. */
  readonly mend: (span: Span, nowMs: number) => void;
  /** Takes away what cuts there are too many, cheapest first, and all that tell nothing apart; `most` cuts are kept. */
  readonly trim: (most: number, nowMs: number) => void;
}

/** Makes a line that nobody has touched. */
export function createUsageLine(limits: Limits): UsageLine {
  let line: Stretch[] = [{ ...untouched(), from: 0n, size: Number(endOfLine) }];

  /** The first stretch that begins at or after an address. */
  const firstFrom = (address: bigint): number => {
    let low = 0;
    let high = line.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((line[middle]?.from ?? address) < address) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const over = ({ lo, after }: Span): readonly Stretch[] => {
    const first = firstFrom(lo);
    return line.slice(line[first]?.from === lo ? first : first - 1, firstFrom(after));
  };
  const cutAt = (address: bigint): void => {
    const at = firstFrom(address);
    const before = line[at - 1];
    const after = line[at];
    if (before === undefined || after?.from === address) return;
    const size = Number(address - before.from);
    const rest = Number((after?.from ?? endOfLine) - address);
    line.splice(at - 1, 1, { ...before, size }, { ...copyOf(before), from: address, size: rest });
  };
  const mendAt = (address: bigint, nowMs: number): void => {
    const at = firstFrom(address);
    const before = line[at - 1];
    const after = line[at];
    if (before === undefined || after?.from !== address || !isHeldAlike(before, after)) return;
    if (isLike(before, after, nowMs)) line.splice(at - 1, 2, join(before, after, limits, nowMs));
    else after.running = before.running;
  };

  return {
    over,
    cut: (span) => {
      cutAt(span.lo);
      cutAt(span.after);
      return over(span);
    },
    mend: ({ lo, after }, nowMs) => {
      mendAt(lo, nowMs);
      mendAt(after, nowMs);
    },
    trim: (most, nowMs) => {
      if (line.length - 1 <= most) return;
      const goes = cheapest(costsOf(line, limits, nowMs), line.length - 1 - most);
      const kept: Stretch[] = [];
      let at = 0;
      for (const stretch of line) {
        const before = kept.at(-1);
        if (before !== undefined && goes.has(at))
          kept[kept.length - 1] = join(before, stretch, limits, nowMs);
        else kept.push(stretch);
        at += 1;
      }
      line = kept;
    },
  };
}

/** What it costs to take away the cut before each stretch; there is none before the first. */
function costsOf(line: readonly Stretch[], limits: Limits, nowMs: number): Float64Array {
  const costs = new Float64Array(line.length).fill(Infinity);
  let before: Stretch | null = null;
  let at = 0;
  for (const stretch of line) {
    if (before !== null) costs[at] = costOf(before, stretch, limits, nowMs);
    before = stretch;
    at += 1;
  }
  return costs;
}

/** The indexes of the `count` lowest costs, and of all that are nothing. */
function cheapest(costs: Float64Array, count: number): ReadonlySet<number> {
  const chosen = new Set<number>();
  for (let at = 0; at < costs.length; at += 1) if (costs[at] === 0) chosen.add(at);
  while (chosen.size < count) {
    let best = -1;
    let lowest = Infinity;
    for (let at = 0; at < costs.length; at += 1) {
      const cost = costs[at] ?? Infinity;
      if (cost < lowest && !chosen.has(at)) [best, lowest] = [at, cost];
    }
    if (best === -1) break;
    chosen.add(best);
  }
  return chosen;
}

/**
 * What it costs to join two stretches: the blur that this leaves, in 32nds of a budget, and between equals the number of
 * addresses that get it. So what is cold goes first, then what lies close together, and a stretch that was joined before goes
 * last: who wanted an address counted a whole budget too high would have to make every cut of the line as dear as that first.
 */
function costOf(before: Stretch, stretch: Stretch, limits: Limits, nowMs: number): number {
  if (!isHeldAlike(before, stretch)) return Infinity;
  if (isLike(before, stretch, nowMs)) return 0;
  const blur = blurWith(before, stretch, limits, nowMs);
  const nextBlur = blurWith(stretch, before, limits, nowMs);
  const addresses = (blur > before.blur ? before.size : 0) + (nextBlur > stretch.blur ? stretch.size : 0);
  return 1 + Math.ceil(Math.max(blur, nextBlur) * 32) * 256 + Math.log2(1 + addresses);
}

const join = (before: Stretch, stretch: Stretch, limits: Limits, nowMs: number): Stretch => ({
  ...joined(before, stretch, limits, nowMs),
  from: before.from,
  size: before.size + stretch.size,
});

/** True where the same calls hold a place at both: where one alone does, its end must stay. */
const isHeldAlike = ({ running: a }: Stretch, { running: b }: Stretch): boolean =>
  a === b || (a.length === b.length && a.every((call, at) => call === b[at]));

/** Beyond every address of either family. */
const endOfLine = 1n << 128n;
