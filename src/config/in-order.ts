import type { ConfigError } from './config-error.ts';

/** Errors file by file, as the files first come, and in each in the order of its lines. */
export function inOrder(errors: readonly ConfigError[]): readonly ConfigError[] {
  const spots = errors.map((error) => ({ error, ...spotOf(error.place) }));
  const files = [...new Set(spots.map(({ file }) => file))];
  return files.flatMap((file) =>
    spots
      .filter((spot) => spot.file === file)
      .toSorted((a, b) => a.line - b.line || a.col - b.col)
      .map(({ error }) => error),
  );
}

function spotOf(place: string): { readonly file: string; readonly line: number; readonly col: number } {
  const [, file = place, line = '0', col = '0'] = /^(.*):(\d+):(\d+)$/.exec(place) ?? [];
  return { file, line: Number(line), col: Number(col) };
}
