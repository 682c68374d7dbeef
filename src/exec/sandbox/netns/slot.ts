/** One network namespace of a pool, and the names and addresses of all that belongs to it. */
export interface Slot {
  /** Of the namespace, and of the device that leads to it. */
  readonly name: string;
  /** Its place in the pool, from 0. */
  readonly place: number;
  /** Of its chains and sets: each begins with this. */
  readonly chain: string;
  readonly ours: SlotEnd;
  readonly its: SlotEnd;
}

/** One end of the cable: this machine, which is the only gateway, or the program. */
interface SlotEnd {
  readonly mac: string;
  readonly v4: string;
  readonly v6: string;
}

/** How many pools a machine may have at once, and how many slots each. */
export const mostPools = 128;
export const mostSlots = 256;

/** What every name of a pool begins with, and no other device, namespace or table of the machine. */
export const poolName = (pool: number): string => `${anyPool}${pool}s`;

/** What the names of all pools begin with. */
export const anyPool = 'bwk';

/** The network that a pool's slots have their IPv4 addresses from. */
export const poolNetwork = (pool: number): string => `${slotAddress(pool, 0, 0)}/22`;

/** The network that they have their IPv6 addresses from. */
export const poolNetwork6 = (pool: number): string => `2001:2:0:${pool.toString(16)}::/64`;

/**
 * Describes a slot. Addresses come from the networks for benchmarks (RFC 2544, RFC 5180), which no lab has and the floor refuses,
 * so that no target is hidden behind them: 198.18.0.0/15 in pieces of a /22 a pool and a /30 a slot, and 2001:2::/48.
 */
export function slotOf(pool: number, slot: number): Slot {
  const end = (host: 1 | 2): SlotEnd => ({
    mac: `02:62:77:${hexByte(pool)}:${hexByte(slot)}:0${host}`,
    v4: slotAddress(pool, slot, host),
    v6: `2001:2:0:${pool.toString(16)}::${slot.toString(16)}:${host}`,
  });
  return { name: `${poolName(pool)}${slot}`, place: slot, chain: `s${slot}`, ours: end(1), its: end(2) };
}

function slotAddress(pool: number, slot: number, host: number): string {
  const at = (pool * mostSlots + slot) * 4 + host;
  return `198.${18 + (at >> 16)}.${(at >> 8) & 255}.${at & 255}`;
}

const hexByte = (value: number): string => value.toString(16).padStart(2, '0');
