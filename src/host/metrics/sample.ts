import type { Family } from './family.ts';

/** One line of a scrape. */
export interface Sample {
  /** What stands behind the name of its family, such as `_bucket`. */
  readonly suffix: string;
  /** In the order in which they are written; an empty word is no label. */
  readonly labels: readonly (readonly [name: string, word: string])[];
  readonly value: number;
  readonly exemplar: Exemplar | null;
}

/** A call that a bucket has counted: where its trace is found. */
export interface Exemplar {
  readonly traceId: string;
  readonly value: number;
  /** Seconds since the Unix epoch. */
  readonly atSec: number;
}

/** All lines of one metric. */
export interface FamilySamples extends Pick<Family, 'type' | 'help'> {
  readonly name: string;
  readonly samples: readonly Sample[];
}
