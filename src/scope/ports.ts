import { vouch, type Branded } from '../kernel/brand.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { PortRange } from './scope.ts';

/** A list of ports in canonical form, such as `22,80,8000-8100` or `T:22,U:53`: it can be a value in a command line. */
export type PortText = Branded<string, 'PortText'>;

export interface PortSpec {
  readonly text: PortText;
  /** Every port named, whatever its protocol: merged and ascending. */
  readonly ranges: readonly PortRange[];
  /** `named` where `T:` or `U:` occurs. */
  readonly protocols: 'any' | 'named';
  /** How many ports are probed on one host, TCP and UDP counted apart. */
  readonly count: number;
}

/** The most items that a list of ports may have. */
export const mostPortItems = 200;

/** Reads `80`, `1-1024`, lists of them and the prefixes `T:` and `U:`, which hold until the next one; `-` is every port. */
export function parsePorts(text: string, field: string): Result<PortSpec> {
  if (text === '-') return parsePorts('1-65535', field);
  if (text.length > longestList) return err(slip(field, text, `it is longer than ${longestList} characters`));
  const items = text.split(',');
  if (items.length > mostPortItems)
    return err(slip(field, text, `it has ${items.length} items; at most ${mostPortItems} are accepted`));
  const groups: Record<Protocol, PortRange[]> = { '': [], 'T:': [], 'U:': [] };
  let protocol: Protocol = '';
  for (const item of items) {
    const match = /^(T:|U:)?([1-9][0-9]{0,4})(?:-([1-9][0-9]{0,4}))?$/.exec(item);
    const lo = Number(match?.[2]);
    const hi = Number(match?.[3] ?? match?.[2]);
    if (match === null || hi > 65_535)
      return err(slip(field, text, `${quote(item)} is not a port or range from 1 to 65535`));
    if (lo > hi) return err(slip(field, text, `the range ${item} ends before it starts`));
    if (match[1] === 'T:' || match[1] === 'U:') protocol = match[1];
    groups[protocol].push({ lo, hi });
  }
  return ok(specOf(groups));
}

/** The ports of a list that one protocol has: its own, and those that are named for both. It must have one. */
export function portsFor(spec: PortSpec, protocol: 'tcp' | 'udp'): PortSpec {
  const own = portsNamedFor(spec, protocol);
  if (own === null) throw new Error(`"${spec.text}" names no ${protocol} port`);
  return own;
}

/** The ports of a list that one protocol has, or null where it has none. */
export function portsNamedFor({ text }: PortSpec, protocol: 'tcp' | 'udp'): PortSpec | null {
  const [, both = '', tcp = '', udp = ''] = canonicalList.exec(text) ?? [];
  const own = [both, protocol === 'tcp' ? tcp : udp].filter((part) => part !== '').join(',');
  const spec = parsePorts(own, 'ports');
  return spec.ok ? spec.value : null;
}

/** The order in which a canonical list has its parts. */
const canonicalList = /^([\d,-]*?),?(?:T:([\d,-]*?))?,?(?:U:([\d,-]*))?$/;

type Protocol = '' | 'T:' | 'U:';

const longestList = mostPortItems * 14;

function specOf(groups: Readonly<Record<Protocol, readonly PortRange[]>>): PortSpec {
  const merged = [
    { prefix: '', ranges: mergePorts(groups['']) },
    { prefix: 'T:', ranges: mergePorts(groups['T:']) },
    { prefix: 'U:', ranges: mergePorts(groups['U:']) },
  ].filter(({ ranges }) => ranges.length > 0);
  return {
    text: vouch<PortText>(merged.map(({ prefix, ranges }) => `${prefix}${formatPorts(ranges)}`).join(',')),
    ranges: mergePorts(merged.flatMap(({ ranges }) => ranges)),
    protocols: merged.some(({ prefix }) => prefix !== '') ? 'named' : 'any',
    count: merged.reduce((sum, { ranges }) => sum + countPorts(ranges), 0),
  };
}

/** Merges port ranges: ascending, disjoint and not adjacent. */
export function mergePorts(ranges: readonly PortRange[]): readonly PortRange[] {
  const merged: PortRange[] = [];
  for (const next of ranges.toSorted((a, b) => a.lo - b.lo)) {
    const last = merged.at(-1);
    if (last !== undefined && next.lo <= last.hi + 1) {
      merged[merged.length - 1] = { lo: last.lo, hi: Math.max(last.hi, next.hi) };
    } else merged.push(next);
  }
  return merged;
}

/** Writes port ranges as a list. */
export const formatPorts = (ranges: readonly PortRange[]): string =>
  ranges.map(({ lo, hi }) => (lo === hi ? `${lo}` : `${lo}-${hi}`)).join(',');

/** How many ports disjoint ranges hold. */
export const countPorts = (ranges: readonly PortRange[]): number =>
  ranges.reduce((sum, { lo, hi }) => sum + hi - lo + 1, 0);

const slip = (field: string, text: string, why: string): Failure =>
  failure('input.invalid', `${field} ${quote(text)} is not a list of ports: ${why}.`, {
    field,
    next: ['Give ports as 80, 22,80,443 or 8000-8100; no names, no spaces.'],
  });
