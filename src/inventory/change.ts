import type { Certificate, Validity } from './certificate.ts';
import type { PortState } from './port-state.ts';
import type { Identified, Protocol } from './sighting.ts';

/**
 * One thing that two sightings tell differently. Each is told from both sides alike, so that the changes on the way back are
 * these with `from` and `to` exchanged.
 */
export type Change =
  | HostChange
  | NamesChange
  | PortChange
  | PortsChange
  | ServiceChange
  | CertificateChange
  | ExpiryChange;

/** A host that came or went, with the open ports that were seen on it while it was there. */
export interface HostChange extends On<'up' | 'down'> {
  readonly kind: 'host';
  readonly open: readonly OpenPort[];
}

export interface NamesChange extends On<readonly string[]> {
  readonly kind: 'names';
}

/** A port that is open in one of the two. */
export interface PortChange extends OnPort<PortState> {
  readonly kind: 'port';
  /** What was seen of it where it was open. */
  readonly open: Service;
}

/** Ports that are open in neither, such as those of a host behind a new firewall; `ports` as in `1-79,81`. */
export interface PortsChange extends On<PortState> {
  readonly kind: 'ports';
  readonly protocol: Protocol;
  readonly ports: string;
}

export interface ServiceChange extends OnPort<Identified> {
  readonly kind: 'service';
}

/** Null where no certificate was shown. */
export interface CertificateChange extends OnPort<Certificate | null> {
  readonly kind: 'certificate';
}

/** A certificate that is the same, while time goes on. */
export interface ExpiryChange extends OnPort<Validity> {
  readonly kind: 'expiry';
  readonly not_after: string;
}

/** An open port and what it is. */
export interface OpenPort {
  readonly protocol: Protocol;
  readonly port: number;
  readonly open: Service;
}

/** A service by the best name that is known of it. */
export interface Service {
  readonly service: string | null;
  readonly product: string | null;
  readonly version: string | null;
}

/** What one of two sightings looked at alone: nothing is said of it. */
export interface NotCompared {
  readonly before: LookedAtAlone;
  readonly after: LookedAtAlone;
  /** Ports that were open in one and not looked at in the other. */
  readonly open_ports: number;
  /** Open ports whose service was identified in one alone, or by different programs. */
  readonly services: number;
  /** Open ports whose certificate was looked at in one alone. */
  readonly certificates: number;
}

/** What only one of the two looked at. */
export interface LookedAtAlone {
  readonly addresses: { readonly count: number; readonly ranges: readonly string[] };
  /** On hosts that both looked at. */
  readonly ports: readonly { readonly protocol: Protocol; readonly ports: string }[];
}

export interface Comparison {
  readonly before: ComparedRun;
  readonly after: ComparedRun;
  /** By address, then protocol and port. */
  readonly changes: readonly Change[];
  readonly not_compared: NotCompared;
}

/** Which runs, when, and whether one was cut short. */
export interface ComparedRun {
  readonly run: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly partial: boolean;
}

interface On<Value> {
  readonly address: string;
  readonly from: Value;
  readonly to: Value;
}

interface OnPort<Value> extends On<Value> {
  readonly protocol: Protocol;
  readonly port: number;
}
