/**
 * What a label may say: one of these words, else `other`; a tool of the catalogue, or none; or a word of ours, which only one
 * series has.
 */
export type LabelValues = readonly string[] | 'tools' | 'tools or none' | 'ours';

/** One metric: all series of one name. */
export interface Family {
  readonly type: 'counter' | 'gauge' | 'histogram' | 'info';
  /** One sentence, for whoever reads a scrape. */
  readonly help: string;
  readonly labels: Readonly<Record<string, LabelValues>>;
}

/** Upper bounds of histograms, seconds; the last ones reach the longest time-outs. */
export const buckets = [
  0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 120, 300, 600, 1800, 3600,
] as const;

/** What a label says that is told a word which is none of its own. */
export const otherWord = 'other';

/** A gauge or counter of one series. */
export const alone = {} as const;
