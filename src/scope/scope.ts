import type { RuleRef } from '../kernel/failure.ts';
import type { AddressRule } from './address-rule.ts';
import type { RuleIndex } from './rule-index.ts';

/** The scope as configured: texts, and where each of them is written. */
export interface ScopeSettings {
  /** CIDRs, ranges, addresses, host names, `*.suffix`, or the named sets `rfc1918`, `ula`, `loopback`. */
  readonly allow: readonly string[];
  /** The same forms; deny always wins. */
  readonly deny: readonly string[];
  /** Switches loopback on: it is taken out of the floor and allowed. */
  readonly allowLoopback: boolean;
  /** Lets `allow` name public addresses; without it such an entry is an error. */
  readonly allowPublic: boolean;
  /** `1-65535` or a list such as `22,80,8000-8100`. */
  readonly allowPorts: string;
  readonly denyPorts: string;
  readonly maxHostsPerCall: number;
  readonly maxPortsPerCall: number;
  /** Hosts × ports. */
  readonly maxProbesPerCall: number;
  /** Packets a second, of one call. */
  readonly maxRatePps: number;
  readonly urlSchemes: readonly string[];
  /** The addresses of the machine that bailiwick runs on, denied; empty where `allow_own_addresses` is true. */
  readonly ownAddresses: readonly string[];
  /** The first and last addresses of the networks that the machine stands in: always denied. */
  readonly broadcastAddresses: readonly string[];
}

/** Where a setting is written: `allow[2]`, `allow` or `max_hosts_per_call` → `config.yaml:6:5`, `default`, or an environment name. */
export type PlaceOf = (path: string) => string;

/** An allow or deny rule for host names: `suffix` matches names below it, at any depth; else exactly `name`. */
export interface NameRule extends RuleRef {
  readonly suffix: boolean;
  readonly name: string;
}

/** A compiled scope: immutable, and all that the guard needs to decide. */
export interface Scope {
  readonly allow: { readonly addresses: readonly AddressRule[]; readonly names: readonly NameRule[] };
  readonly deny: { readonly addresses: readonly AddressRule[]; readonly names: readonly NameRule[] };
  /** What configuration cannot lower, loopback left out where it is switched on. */
  readonly floor: readonly AddressRule[];
  readonly ports: { readonly allow: readonly PortRange[]; readonly deny: readonly PortRange[] };
  readonly limits: {
    readonly hosts: number;
    readonly ports: number;
    readonly probes: number;
    /** Packets a second. */
    readonly rate: number;
  };
  /** The schemes of web addresses that may be asked for. */
  readonly urlSchemes: { readonly schemes: readonly string[]; readonly rule: RuleRef };
  /** Names that are denied exactly: the addresses that they resolve to are denied with them. */
  readonly deniedNames: readonly string[];
  /** `allow` and `allow_ports` as written, for refusals of what no rule names. */
  readonly lists: { readonly allow: RuleRef; readonly ports: RuleRef; readonly denyPorts: RuleRef };
  /** Where each limit is written. */
  readonly limitRules: {
    readonly hosts: RuleRef;
    readonly ports: RuleRef;
    readonly probes: RuleRef;
    readonly rate: RuleRef;
  };
  /** The address rules above, made ready for fast questions. */
  readonly index: {
    readonly allow: RuleIndex;
    readonly deny: RuleIndex;
    /** The addresses of denied names: empty as compiled, filled for one call by `withDeniedAddresses`. */
    readonly named: RuleIndex;
    readonly floor: RuleIndex;
  };
}

/** Ports from `lo` to `hi`, both included, 1–65535. */
export interface PortRange {
  readonly lo: number;
  readonly hi: number;
}
