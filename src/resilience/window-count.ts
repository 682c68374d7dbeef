/** A sum over the last stretch of time, kept in a fixed number of steps: memory does not grow with what is counted. */
export interface WindowCount {
  /** Adds; what it returns takes that back, wherever the window has moved to. */
  readonly add: (nowMs: number, amount: number) => () => void;
  /** What was added within the window; a step counts until all of it lies outside. */
  readonly total: (nowMs: number) => number;
  /** Milliseconds until at most `room` is left in the window; 0 where that holds now. */
  readonly untilMs: (nowMs: number, room: number) => number;
}

/** Makes a sum over `windowMs` milliseconds in `steps` steps. */
export function createWindowCount(windowMs: number, steps: number): WindowCount {
  const stepMs = windowMs / steps;
  /** step number → amount, oldest first. */
  const amounts = new Map<number, number>();
  const prune = (nowMs: number): void => {
    for (const step of amounts.keys()) {
      if (endsAt(step) > nowMs) return;
      amounts.delete(step);
    }
  };
  const endsAt = (step: number): number => (step + 1) * stepMs + windowMs;
  const sum = (): number => [...amounts.values()].reduce((all, amount) => all + amount, 0);
  return {
    add: (nowMs, amount) => {
      prune(nowMs);
      const step = Math.floor(nowMs / stepMs);
      amounts.set(step, (amounts.get(step) ?? 0) + amount);
      return () => {
        const still = amounts.get(step);
        if (still !== undefined) amounts.set(step, still - amount);
      };
    },
    total: (nowMs) => {
      prune(nowMs);
      return sum();
    },
    untilMs: (nowMs, room) => {
      prune(nowMs);
      let left = sum();
      let until = 0;
      for (const [step, amount] of amounts) {
        if (left <= room) break;
        left -= amount;
        until = endsAt(step) - nowMs;
      }
      return until;
    },
  };
}
