import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical.ts';
import type { Tree } from './tree.ts';
import { withoutSecrets } from './without-secrets.ts';

/**
 * The short hash of a configuration, 12 hexadecimal digits: equal settings have equal hashes, wherever they are written. It goes
 * into every result and audit record, so it is made without secrets, whose hash could be guessed at; an export has the same.
 */
export const configVersionOf = (config: Tree): string =>
  // A hash is a function of its input alone, which is why a pure room may use it.
  createHash('sha256')
    .update(canonicalJson(withoutSecrets(config)))
    .digest('hex')
    .slice(0, 12);
