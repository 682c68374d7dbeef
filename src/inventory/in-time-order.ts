import type { Sighting } from './sighting.ts';

/** Sightings from the oldest to the newest, in one order however they are given. */
export const inTimeOrder = (sightings: readonly Sighting[]): readonly Sighting[] =>
  sightings.toSorted(
    (a, b) => a.at - b.at || byText(a.run, b.run) || byText(JSON.stringify(a), JSON.stringify(b)),
  );

const byText = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
