import { z } from 'zod';

const text = z.string();

/** The decision about one target. */
const checked = z.strictObject({
  target: text,
  decision: z.enum(['allowed', 'refused', 'unresolved']),
  code: text.nullable(),
  /** The rule that decided, and where it is written. */
  rule: text.nullable(),
  at: text.nullable(),
  hosts: z.int().min(0),
  /** What packets would go to. */
  addresses: z.array(text),
  why: text,
  /** What to ask for instead. */
  next: z.array(text),
});

/** What is said of each target, in the order in which they were given. */
export const scopeCheckResult = z.strictObject({
  /** `open`, `open until …`, `closed until …` or `over since …`: what is allowed may be touched only while it is open. */
  engagement: text,
  targets: z.array(checked),
});

export type ScopeCheckResult = z.output<typeof scopeCheckResult>;
