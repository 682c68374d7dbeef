/** How often a launcher that died is started again. */
export interface RestartBudget {
  /** Takes one start, or returns the milliseconds until there is one. */
  readonly take: (nowMs: number) => { readonly ok: true } | { readonly ok: false; readonly waitMs: number };
}

/** Allows `most` starts in any `windowMs`: a launcher that dies at once must not become a fork bomb. */
export function createRestartBudget(most: number, windowMs: number): RestartBudget {
  let starts: readonly number[] = [];
  return {
    take: (nowMs) => {
      starts = starts.filter((at) => nowMs - at < windowMs);
      if (starts.length >= most) return { ok: false, waitMs: windowMs - (nowMs - Math.min(...starts)) };
      starts = [...starts, nowMs];
      return { ok: true };
    },
  };
}
