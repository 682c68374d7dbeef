import type { Branded } from '../kernel/brand.ts';
import type { RuleRef } from '../kernel/failure.ts';
import type { Interval } from './interval.ts';

/** What a caller asked to touch, after the scope has said yes. Only `authorise()` makes one. */
export type AuthorisedTarget = Branded<TargetFacts, 'AuthorisedTarget'>;

export interface TargetFacts {
  /** The input that named it, such as `target` or `server`. */
  readonly field: string;
  /** The caller's words in canonical form: `db.lab.internal`, `10.0.0.0/24`, `10.0.0.1-9`. */
  readonly asked: string;
  /**
   * What goes into argv: our own serialisation. For a host name this is its pinned address, never the name; for an address
   * that is looked up it is its reverse name.
   */
  readonly text: string;
  /** `name` is a name to be looked up as data (a DNS question): nothing is sent to it. */
  readonly kind: 'address' | 'block' | 'range' | 'host' | 'name' | 'url';
  /** The addresses that `text` covers; null for `name`. */
  readonly interval: Interval | null;
  /** Every answer that a host name resolved to, canonical; empty for the other kinds. */
  readonly answers: readonly string[];
  /** How many addresses `text` covers; 0 for `name`. */
  readonly hosts: number;
  /** The parts of a web address; null for every other kind. `text` is its pinned form. */
  readonly url: UrlFacts | null;
  /** The rule that allowed it. */
  readonly rule: RuleRef;
}

/** A web address, canonical. */
export interface UrlFacts {
  readonly scheme: 'http' | 'https';
  /** The host as asked: a name, or an address. */
  readonly host: string;
  /** The address that packets go to. */
  readonly address: string;
  readonly port: number;
  /** Path and query, from the first `/`. */
  readonly path: string;
  /** The address with its name, as a person writes it: `http://db.lab.internal:8080/x`; the default port is left out. */
  readonly named: string;
  /** The same with the pinned address in the place of the name. */
  readonly pinned: string;
}
