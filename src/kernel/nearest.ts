/**
 * The candidate closest to what was typed, or null where none is close enough to be a likely slip. Of three characters, one
 * is too much: who writes `T9` does not mean `T0` any more than `T4`.
 */
export function nearest(typed: string, candidates: Iterable<string>): string | null {
  const word = typed.slice(0, 64).toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(word.length / 3)) + 1;
  for (const candidate of candidates) {
    const distance = editDistance(word, candidate.toLowerCase());
    const isShort = Math.max(word.length, candidate.length) < 4;
    if (distance < (isShort ? 1 : bestDistance)) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Optimal string alignment: insertions, deletions, substitutions, and neighbours that changed places, one each. */
function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const steps = [
        at(row, j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1),
        at(row, j) + 1,
        at(next, j - 1) + 1,
        swapped(a, b, i, j) ? at(before, j - 2) + 1 : Infinity,
      ];
      next.push(Math.min(...steps));
    }
    [before, row] = [row, next];
  }
  return at(row, b.length);
}

const swapped = (a: string, b: string, i: number, j: number): boolean =>
  i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];

const at = (row: readonly number[], index: number): number => row[index] ?? Infinity;
