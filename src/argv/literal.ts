/**
 * The literals of `L`: a wide `string`, and a template such as `--x=${string}`, become `never`, so that no text from input can
 * stand where the source must spell the word. A record keyed by a pattern has no required key; that tells them apart.
 */
export type Literal<L extends string> = L extends unknown ? ({} extends Record<L, 1> ? never : L) : never;
