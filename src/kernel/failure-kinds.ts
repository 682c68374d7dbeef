/** The ways in which a run can end that may speak against its tool; the breaker counts those that are configured. */
export const failureKinds = [
  'not_started',
  'sandbox',
  'signal',
  'broken_exit',
  'unreadable_output',
  'other_exit',
  'timeout',
] as const;

export type FailureKind = (typeof failureKinds)[number];

/** Those that speak against the tool itself. Any other exit and a slow target are mostly the call's own. */
export const ownFailureKinds = [
  'not_started',
  'sandbox',
  'signal',
  'broken_exit',
  'unreadable_output',
] as const satisfies readonly FailureKind[];
