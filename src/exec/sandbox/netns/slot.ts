/** One network namespace of a pool, and the names and addresses of all that belongs to it. */
export interface Slot {
  /** Of the namespace, and of the device that leads to it. */
  readonly name: string;
  /** Of the chain, and of the sets that are filled for each run. */
  readonly chain: string;
  readonly v4: SlotAddresses;
  readonly v6: SlotAddresses;
}

interface SlotAddresses {
  /** Of this machine on the way to the program: its only gateway. */
  readonly ours: string;
  /** Of the program. */
  readonly its: string;
}

/** How many pools a machine may have at once, and how many slots each. */
export const mostPools = 128;
export const mostSlots = 256;

/** What every name of a pool begins with, and no other device, namespace or table of the machine. */
export const poolName = (pool: number): string => `bwk${pool}`;

/**
 * Describes a slot. Addresses come from the networks for benchmarks (RFC 2544, RFC 5180), which no lab has and the floor refuses,
 * so that no target is hidden behind them: 198.18.0.0/15 in pieces of a /22 a pool and a /30 a slot, and 2001:2::/48.
 */
export function slotOf(pool: number, slot: number): Slot {
  const first = (pool * mostSlots + slot) * 4;
  const v4 = (host: number): string => {
    const at = first + host;
    return `198.${18 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}`;
  };
  const v6 = (host: number): string => `2001:2:0:${pool.toString(16)}::${slot.toString(16)}:${host}`;
  return {
    name: `${poolName(pool)}s${slot}`,
    chain: `s${slot}`,
    v4: { ours: v4(1), its: v4(2) },
    v6: { ours: v6(1), its: v6(2) },
  };
}
