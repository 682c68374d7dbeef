import type { PortRange } from '../scope/scope.ts';
import type { Certificate } from './certificate.ts';
import type { PortState } from './port-state.ts';

/**
 * What the result of one run tells of hosts, and what it looked at: without that, a narrow scan would seem to close every port
 * that it did not ask about. It is plain JSON.
 */
export interface Seen {
  /** Each address once, canonical. */
  readonly hosts: readonly HostSighting[];
  /** Addresses, blocks and ranges that were asked whether they are there: one that is not among the hosts did not answer. */
  readonly asked: readonly string[];
  /** The ports that were looked at and are not listed with their host; of two that hold a port, the first tells its state. */
  readonly areas: readonly PortArea[];
  /** True where the run was stopped, or its report was cut: what is here was seen, more may be there. */
  readonly partial: boolean;
}

/** What one run saw, and when. */
export interface Sighting extends Seen {
  readonly run: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

/** What was seen of a host. */
export interface HostSighting {
  readonly address: string;
  /** `unknown` where it was taken for up without being asked. */
  readonly state: 'up' | 'down' | 'unknown';
  /** Its names; absent where none were looked for. */
  readonly names?: readonly string[];
  /** The best guess; absent where nobody guessed. */
  readonly os?: string;
  /** The ports that something is known of beyond their state: every open one. */
  readonly ports: readonly PortSighting[];
}

/** What was seen of a port. What is absent was not looked at; null was looked for and is not there. */
export interface PortSighting {
  readonly port: number;
  readonly protocol: Protocol;
  readonly state: PortState;
  /** What a table of ports calls it: a guess by its number. */
  readonly service?: string;
  /** What it answered when it was asked. */
  readonly identified?: Identified;
  readonly certificate?: Certificate | null;
  /** That it is among so many most common ports, since the run looked at no others. */
  readonly rank?: number;
}

export type Protocol = 'tcp' | 'udp' | 'sctp';

/** A service by its answers; only those of one identifier can be compared, since each has its own words. */
export interface Identified {
  /** Who identified it, such as `nmap`. */
  readonly by: string;
  readonly service: string | null;
  readonly product: string | null;
  readonly version: string | null;
}

/** Ports of one protocol on some addresses that are all in one state. */
export interface PortArea {
  readonly addresses: readonly string[];
  readonly protocol: Protocol;
  readonly ports: PortsLookedAt;
  readonly state: Exclude<PortState, 'open'>;
}

/**
 * Ports by number, or the most common ones by a list of the scanner's that the result does not hold. Two runs of `top 1000` are
 * compared all the same; whether port 8123 is among them is known only where one of them has told of it (`rank`).
 */
export type PortsLookedAt =
  | { readonly kind: 'listed'; readonly ranges: readonly PortRange[]; readonly rank?: number }
  | { readonly kind: 'top'; readonly count: number };
