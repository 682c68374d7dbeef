import { configRows } from './rows.ts';
import { getIn, setIn, type Tree } from './tree.ts';

/** A copy in which every secret that is set reads "[redacted]". The schema says what is a secret. */
export const redact = (config: Tree): Tree =>
  configRows
    .filter(({ secret, keys }) => secret && isSet(getIn(config, keys)))
    .reduce((copy, { keys }) => setIn(copy, keys, '[redacted]'), config);

// Whether a secret is set at all is worth showing, and is none.
const isSet = (value: unknown): boolean => value !== undefined && value !== '';
