import type { Result } from '../kernel/result.ts';
import type { Policy } from '../tools/tool.ts';
import type { Machine } from './settings.ts';

/** What the policy takes from the machine. */
export interface Place {
  /** Its addresses, as they change: read a moment ago, or now. The error is a predicate such as `cannot be read (EMFILE)`. */
  readonly machine: (age: Age) => Result<Machine, string>;
  readonly findFile: Policy['findFile'];
  /** Reads a small file that the configuration names; the error is a predicate such as `may not be read by this user`. */
  readonly readText: (path: string) => Result<string, string>;
}

/** How old what is known of the machine may be: a second for what is only judged, nothing for what is about to start. */
export type Age = 'recent' | 'now';
