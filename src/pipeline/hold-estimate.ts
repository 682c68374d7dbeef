/** How long a refused caller should stay away, judged by how long calls have held their place so far. */
export interface HoldEstimate {
  /** Takes how long a call held its place, in milliseconds. */
  readonly learn: (heldMs: number) => void;
  /** Whole seconds, 1 to 300, until the caller that is `position`-th in line may expect one of `slots` places. */
  readonly secondsFor: (position: number, slots: number) => number;
}

/** Makes an estimate that follows the newest calls; before the first one it assumes five seconds a call. */
export function createHoldEstimate(): HoldEstimate {
  let meanMs: number | null = null;
  return {
    learn: (heldMs) => {
      meanMs = meanMs === null ? heldMs : meanMs + weight * (heldMs - meanMs);
    },
    secondsFor: (position, slots) => {
      const seconds = Math.ceil(((meanMs ?? firstGuessMs) * position) / Math.max(1, slots) / 1000);
      return Math.min(Math.max(seconds, 1), 300);
    },
  };
}

/** How much the newest call moves the mean: a change of habit shows after about five calls. */
const weight = 0.2;
const firstGuessMs = 5000;
