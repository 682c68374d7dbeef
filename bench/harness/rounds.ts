import { median } from './statistics.ts';

/** One of the things that are compared. */
export interface Variant<Sample> {
  readonly name: string;
  /** Measures one round. */
  readonly measure: () => Sample | Promise<Sample>;
}

/** What the rounds measured. */
export interface Rounds<Sample> {
  /** One number of each round, in the order of rounds. */
  readonly of: (name: string, pick: (sample: Sample) => number) => readonly number[];
  /** The numbers of all rounds together, where a sample holds several. */
  readonly pooled: (name: string, pick: (sample: Sample) => readonly number[]) => readonly number[];
  /** A variant divided by the reference, round by round: what slowed both down cancels out. */
  readonly ratios: (name: string, reference: string, pick: (sample: Sample) => number) => readonly number[];
}

/**
 * Measures every variant once a round, in reverse order every other round, so that a machine that gets slower or faster
 * meanwhile treats all alike. The first round warms up and is thrown away.
 */
export async function interleave<Sample>(
  variants: readonly Variant<Sample>[],
  rounds: number,
): Promise<Rounds<Sample>> {
  const samples = new Map<string, Sample[]>(variants.map(({ name }) => [name, []]));
  for (const variant of variants) await variant.measure();
  for (let round = 0; round < rounds; round += 1) {
    for (const { name, measure } of round % 2 === 0 ? variants : variants.toReversed()) {
      samples.get(name)?.push(await measure());
    }
  }
  const samplesOf = (name: string): readonly Sample[] => {
    const found = samples.get(name);
    if (found === undefined) throw new Error(`there is no variant ${name}`);
    return found;
  };
  const of: Rounds<Sample>['of'] = (name, pick) => samplesOf(name).map(pick);
  return {
    of,
    pooled: (name, pick) => samplesOf(name).flatMap(pick),
    ratios: (name, reference, pick) => {
      const below = of(reference, pick);
      return of(name, pick).map((value, round) => value / (below[round] ?? Number.NaN));
    },
  };
}

/** The middle round of a variant. */
export const typical = <Sample>(
  rounds: Rounds<Sample>,
  name: string,
  pick: (sample: Sample) => number,
): number => median(rounds.of(name, pick));
