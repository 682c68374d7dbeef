import { createHash } from 'node:crypto';
import { redact } from './redact.ts';
import { isTree, type Tree } from './tree.ts';

/**
 * The short hash of a configuration, 12 hexadecimal digits: equal settings have equal hashes, wherever they are written. It goes
 * into every result and audit record, so it is made without secrets, whose hash could be guessed at.
 */
export const configVersionOf = (config: Tree): string =>
  // A hash is a function of its input alone, which is why a pure room may use it.
  createHash('sha256')
    .update(canonical(redact(config)))
    .digest('hex')
    .slice(0, 12);

/** JSON with the keys of every mapping in order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, item: unknown) =>
    isTree(item) ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))) : item,
  );
