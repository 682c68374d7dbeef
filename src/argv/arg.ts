import type { Branded } from '../kernel/brand.ts';

/** One word of a command line. It comes from a literal in source, a checked value, or an `AuthorisedTarget`. */
export type Arg = Branded<string, 'Arg'>;
