import { watchFile } from './watch-file.ts';

/** Files whose content is looked at. */
export interface WatchedFiles {
  /** Looks at these from now on, and at no other. */
  readonly follow: (paths: Iterable<string>) => void;
  readonly stop: () => void;
}

/** Calls back once for each change of the content of any file that it follows; 0 ms for never. */
export function watchFiles(everyMs: number, onChange: () => void): WatchedFiles {
  const ends = new Map<string, () => void>();
  const follow = (paths: Iterable<string>): void => {
    const wanted = new Set(everyMs === 0 ? [] : paths);
    for (const [path, end] of ends) {
      if (wanted.has(path)) continue;
      end();
      ends.delete(path);
    }
    for (const path of wanted) if (!ends.has(path)) ends.set(path, watchFile(path, everyMs, onChange));
  };
  return { follow, stop: () => follow([]) };
}
