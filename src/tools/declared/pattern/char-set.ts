/** Characters by their UTF-16 codes: sorted ranges that neither touch nor overlap. */
export type CharSet = readonly (readonly [lo: number, hi: number])[];

/** The characters from `lo` to `hi`. */
export const charRange = (lo: number, hi: number): CharSet => [[lo, hi]];

/** One character. */
export const oneChar = (character: string): CharSet =>
  charRange(character.charCodeAt(0), character.charCodeAt(0));

/** Every character that is in one of the sets. */
export function unite(sets: readonly CharSet[]): CharSet {
  const merged: [number, number][] = [];
  for (const [lo, hi] of sets.flat().toSorted(([a], [b]) => a - b)) {
    const last = merged.at(-1);
    if (last !== undefined && lo <= last[1] + 1) last[1] = Math.max(last[1], hi);
    else merged.push([lo, hi]);
  }
  return merged;
}

/** Every character that is not in the set. */
export function complement(set: CharSet): CharSet {
  const edges = [...set, [0x10000, 0x10000] as const];
  return edges.flatMap(([lo], index) => {
    const from = index === 0 ? 0 : (edges[index - 1]?.[1] ?? 0) + 1;
    return from < lo ? [[from, lo - 1] as const] : [];
  });
}

/** True where the set holds the code; the end of a text, which has none, is in no set. */
export const holds = (set: CharSet, code: number): boolean =>
  set.some(([lo, hi]) => code >= lo && code <= hi);

/** The first character of `set` that is not in `allowed`, as text; null where there is none. */
export function firstOutside(set: CharSet, allowed: CharSet): string | null {
  const forbidden = complement(allowed);
  for (const [lo, hi] of set) {
    const range = forbidden.find(([from, to]) => from <= hi && to >= lo);
    if (range !== undefined) return String.fromCharCode(Math.max(lo, range[0]));
  }
  return null;
}

const digits = charRange(0x30, 0x39);
const wordCharacters = unite([digits, charRange(0x41, 0x5a), charRange(0x61, 0x7a), oneChar('_')]);
const space = unite([charRange(0x09, 0x0d), oneChar(' ')]);

/** The sets that a letter behind a backslash stands for. */
export const classes: ReadonlyMap<string, CharSet> = new Map([
  ['d', digits],
  ['D', complement(digits)],
  ['w', wordCharacters],
  ['W', complement(wordCharacters)],
  ['s', space],
  ['S', complement(space)],
]);

/** Any character but a line's end. */
export const anyChar: CharSet = complement(oneChar('\n'));
