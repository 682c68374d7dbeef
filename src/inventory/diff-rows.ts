import type { Change } from './change.ts';
import { describeChange, type Description } from './describe-change.ts';

/** One change on one host, or the same change on many. */
export interface Row extends Description {
  /** In the order of their numbers. */
  readonly addresses: readonly string[];
}

/**
 * Changes as rows: what happened alike on several hosts once, the widest first, and then each host's own. A network in which
 * one thing changed everywhere is one row.
 */
export function diffRows(changes: readonly Change[]): readonly Row[] {
  const groups = new Map<string, { readonly description: Description; readonly addresses: Set<string> }>();
  for (const change of changes) {
    const description = describeChange(change);
    const key = JSON.stringify(description);
    const group = groups.get(key) ?? { description, addresses: new Set<string>() };
    group.addresses.add(change.address);
    groups.set(key, group);
  }
  const rows = [...groups.values()].map(({ description, addresses }) => ({
    ...description,
    addresses: [...addresses],
  }));
  return rows
    .filter(isWide)
    .toSorted((a, b) => b.addresses.length - a.addresses.length)
    .concat(rows.filter((row) => !isWide(row)));
}

/** Whether a row tells of several hosts. */
export const isWide = ({ addresses }: Row): boolean => addresses.length > 1;
