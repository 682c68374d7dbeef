import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Kysely } from 'kysely';
import { addressSet } from '../../inventory/address-set.ts';
import type { InventoryHost } from '../../inventory/inventory.ts';
import { createMerge } from '../../inventory/merge.ts';
import { selectHosts, type Selection } from '../../inventory/select-hosts.ts';
import type { Sighting } from '../../inventory/sighting.ts';
import { isAmong } from '../../inventory/within.ts';
import type { Blobs } from '../blobs/blobs.ts';
import { readOutput } from '../blobs/read-output.ts';
import type { Tables } from '../tables.ts';
import { endedResults, type EndedResult, type WhichRuns } from './ended-results.ts';
import { seenIn } from './sighting-of-run.ts';

/** What is asked of all that runs saw. */
export interface WantedHosts extends WhichRuns, Selection {
  /** An address, a block or a range. */
  readonly network?: string | undefined;
  /** How much is given of what is found; all where it is absent. */
  readonly most?: { readonly hosts: number; readonly ports: number } | undefined;
}

/** What runs saw, put together. */
export interface KnownHosts {
  /** In the order of their addresses. */
  readonly hosts: readonly InventoryHost[];
  /** How many there are, given or not. */
  readonly total: number;
  /** Ports of those hosts that are not given. */
  readonly ports_left_out: number;
  /** How many runs told something of hosts. */
  readonly runs: number;
  /** Runs whose result cannot be read, and is left out. */
  readonly unreadable: number;
}

/**
 * Puts together what runs saw of hosts, from the oldest on: memory grows with the hosts that are wanted, and not with the runs. It
 * takes a millisecond for a small result; between two of them whoever else asks has his turn.
 */
export async function knownHosts(
  db: Kysely<Tables>,
  blobs: Blobs,
  { network, most, ...wanted }: WantedHosts,
): Promise<KnownHosts> {
  const addresses = network === undefined ? null : addressSet([network]);
  const merge = createMerge((address) => addresses === null || isAmong(address, addresses));
  const counts = { runs: 0, unreadable: 0 };
  for await (const ended of endedResults(db, wanted)) {
    const sighting = await sightingOf(db, blobs, ended);
    if (sighting === 'unread') counts.unreadable += 1;
    else if (sighting !== null) {
      counts.runs += 1;
      merge.add(sighting);
    }
    await nextTurn();
  }
  const found = selectHosts(merge.inventory().hosts, wanted);
  const given = found
    .slice(0, most?.hosts)
    .map((host) => ({ ...host, ports: host.ports.slice(0, most?.ports) }));
  return {
    hosts: given,
    total: found.length,
    ports_left_out: portsOf(found.slice(0, most?.hosts)) - portsOf(given),
    ...counts,
  };
}

/** One result that nobody can read any more does not take the others away. */
async function sightingOf(
  db: Kysely<Tables>,
  blobs: Blobs,
  { id, at }: EndedResult,
): Promise<Sighting | 'unread' | null> {
  const kept = await readOutput(db, blobs, { runId: id, name: 'result' }).catch(() => 'unread' as const);
  if (kept === 'unread') return kept;
  const seen = kept === null || kept.bytes === null ? null : await seenIn(kept.bytes);
  return seen === null ? null : { ...seen, run: id, at };
}

const portsOf = (hosts: readonly InventoryHost[]): number =>
  hosts.reduce((sum, { ports }) => sum + ports.length, 0);
