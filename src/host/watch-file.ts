import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';

/**
 * Calls back once for each change of a file's content: the content is looked at every so many milliseconds, and a change counts
 * when two looks in a row have found it, so that no half-written file does. Notices tell less: editors, mounts and links each
 * replace a file in their own way. A file that is away is waited for. Returns the way to stop.
 */
export function watchFile(path: string, everyMs: number, onChange: () => void): () => void {
  let known: string | null = null;
  let seen: string | null = null;
  let isLooking = false;
  const look = async (): Promise<void> => {
    if (isLooking) return;
    isLooking = true;
    const found = await contentOf(path).finally(() => (isLooking = false));
    const isSteady = found !== null && found === seen;
    seen = found;
    if (!isSteady || found === known) return;
    const isFirst = known === null;
    known = found;
    if (!isFirst) onChange();
  };
  void look().then(() => (known = seen));
  const timer = setInterval(() => void look(), everyMs).unref();
  return () => clearInterval(timer);
}

/** The hash of a regular file of a sensible size; null where there is none. */
async function contentOf(path: string): Promise<string | null> {
  try {
    const facts = await stat(path);
    if (!facts.isFile() || facts.size > mostBytes) return null;
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  } catch {
    return null;
  }
}

/** More than a configuration file may hold. */
const mostBytes = 4 * 2 ** 20;
