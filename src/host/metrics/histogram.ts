import { buckets } from './family.ts';
import type { Exemplar, Sample } from './sample.ts';

/** How often what was measured lay within each bound. */
export interface Histogram {
  /** Counts a value, a finite number from 0 on; the exemplar takes the place of the last one of its bucket. */
  readonly observe: (value: number, exemplar: Exemplar | null) => void;
  readonly samples: (labels: Sample['labels']) => readonly Sample[];
}

/** Makes a histogram that has counted nothing. */
export function createHistogram(): Histogram {
  const cells = [...buckets, Infinity].map((bound) => {
    const cell: Cell = { bound, count: 0, exemplar: null };
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
    samples: (labels) => {
      let count = 0;
      const within = cells.map((cell) => {
        count += cell.count;
        const le = ['le', cell.bound === Infinity ? '+Inf' : String(cell.bound)] as const;
        return { suffix: '_bucket', labels: [...labels, le], value: count, exemplar: cell.exemplar };
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
  /** Of this bucket alone. */
  count: number;
  exemplar: Exemplar | null;
}
