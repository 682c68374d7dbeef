import type { Change } from '../../inventory/change.ts';
import { changeKinds } from './label-words.ts';
import { reading } from './reading.ts';
import type { Reading } from './registry.ts';

/** How the runs of a watch in this process went. */
export interface WatchFacts {
  readonly watch: string;
  /** When the last run that could be compared ended, milliseconds since the Unix epoch; null before the first. */
  readonly lastRunMs: number | null;
  /** What that found, by kind. */
  readonly changes: Readonly<Partial<Record<Change['kind'], number>>>;
  /** Runs that came to nothing. */
  readonly failures: number;
}

/** Reads how watches went; one that has not run yet has no series. */
export const watchReadings = (facts: readonly WatchFacts[]): readonly Reading[] =>
  facts
    .slice(0, mostWatches)
    .flatMap(({ watch, lastRunMs, changes, failures }) => [
      reading('bailiwick_watch_failures_total', { watch }, failures),
      ...(lastRunMs === null
        ? []
        : [
            reading('bailiwick_watch_last_run_timestamp_seconds', { watch }, lastRunMs / 1000),
            ...changeKinds.map((kind) =>
              reading('bailiwick_watch_changes', { watch, kind }, changes[kind] ?? 0),
            ),
          ]),
    ]);

/** An operator may configure any number. */
export const mostWatches = 64;
