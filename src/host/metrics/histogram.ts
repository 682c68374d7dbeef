import { buckets } from './family.ts';
import type { Exemplar, Sample } from './sample.ts';

/** How often what was measured lay within each bound. */
export interface Histogram {
  /** Counts a value, a finite number from 0 on; the exemplar takes the place of the last one of its bucket. */
  readonly observe: (value: number, exemplar: Exemplar | null) => void;
  readonly samples: () => readonly Sample[];
}

/** Makes the histogram of a series, which has counted nothing. */
export function createHistogram(labels: Sample['labels']): Histogram {
  const cells = [...buckets, Infinity].map((bound) => {
    const cell: Cell = { bound, labels: [...labels, ['le', written(bound)]], count: 0, exemplar: null };
    return cell;
  });
  let sum = 0;
  return {
    observe: (value, exemplar) => {
      const cell = cells.find(({ bound }) => value <= bound);
      if (cell === undefined) return;
      cell.count += 1;
      cell.exemplar = exemplar ?? cell.exemplar;
      sum += value;
    },
    samples: () => {
      let count = 0;
      const within = cells.map((cell) => {
        count += cell.count;
        return { suffix: '_bucket', labels: cell.labels, value: count, exemplar: cell.exemplar };
      });
      const whole = { labels, exemplar: null };
      return [
        ...within,
        { ...whole, suffix: '_sum', value: sum },
        { ...whole, suffix: '_count', value: count },
      ];
    },
  };
}

interface Cell {
  readonly bound: number;
  readonly labels: Sample['labels'];
  /** Of this bucket alone. */
  count: number;
  exemplar: Exemplar | null;
}

/** As OpenMetrics and Prometheus 3 have it, whole numbers with a fraction too: a series is one in every format. */
function written(bound: number): string {
  if (bound === Infinity) return '+Inf';
  return Number.isInteger(bound) ? `${bound}.0` : String(bound);
}
