import type { Document } from 'yaml';

/** One step from a version of the configuration format to the next. */
export interface Migration {
  readonly from: number;
  readonly to: number;
  /** What changes, for people. */
  readonly what: string;
  /** Changes a sound document of the older version in place, so that its comments stay; the version is set for it. */
  readonly apply: (document: Document) => void;
}

/** A version of the format, and the steps that lead to it. */
export interface Format {
  readonly version: number;
  readonly migrations: readonly Migration[];
}
