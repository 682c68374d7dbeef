import type { Certificate } from './certificate.ts';
import type { Service } from './change.ts';
import type { PortState } from './port-state.ts';
import type { Protocol } from './sighting.ts';

/** What is known of hosts by all that runs saw, with the time of each fact. It is plain JSON. */
export interface Inventory {
  /** In the order of their addresses: every host that was up once, or had an open port. */
  readonly hosts: readonly InventoryHost[];
}

export interface InventoryHost extends Span {
  readonly address: string;
  readonly state: Fact<'up' | 'down'> | null;
  readonly names: Fact<readonly string[]> | null;
  /** A guess. */
  readonly os: Fact<string> | null;
  /** Every port that was open once, by protocol and number. */
  readonly ports: readonly InventoryPort[];
}

export interface InventoryPort extends Span {
  readonly protocol: Protocol;
  readonly port: number;
  /** That it is known to be among so many most common ones; null where it was named by its number. */
  readonly rank: number | null;
  readonly state: Fact<PortState>;
  /** The best that is known of it; null where nothing is. */
  readonly service: Fact<Service & { readonly by: string | null }> | null;
  /** Null where nobody looked; its value is null where none was shown. */
  readonly certificate: Fact<Certificate | null> | null;
}

/** A value with the time since when it has been so, and the last run that saw it. */
export interface Fact<Value> extends Span {
  readonly value: Value;
  readonly run: string;
}

/** Milliseconds since the Unix epoch. Of hosts and ports: when they were up or open. */
export interface Span {
  readonly first_seen: number;
  readonly last_seen: number;
}
