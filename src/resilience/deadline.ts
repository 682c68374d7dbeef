/** Who may say how long a call runs, in seconds above 0. */
export interface DeadlineTerms {
  /** What the caller asked for, or null. */
  readonly askedSec: number | null;
  /** What the tool is given at most. */
  readonly toolSec: number;
  /** What any call on this server is given at most. */
  readonly serverSec: number;
}

export interface Deadline {
  /** Seconds from spawn. */
  readonly timeoutSec: number;
  /** Tells the caller that it got less than it asked for; null where it did not. */
  readonly note: string | null;
}

/** The one deadline of a call: the shortest of what was asked and what is allowed. */
export function deadlineOf({ askedSec, toolSec, serverSec }: DeadlineTerms): Deadline {
  const allowedSec = Math.min(toolSec, serverSec);
  if (askedSec === null || askedSec <= allowedSec) return { timeoutSec: askedSec ?? allowedSec, note: null };
  const whose = toolSec < serverSec ? 'tool' : 'server';
  return {
    timeoutSec: allowedSec,
    note: `timeout_sec ${askedSec} was cut to ${allowedSec}, the longest that this ${whose} allows.`,
  };
}
