import { formatNumber } from './numbers.ts';
import type { Goal } from './report.ts';
import { median, spread } from './statistics.ts';

/** A goal that fails the run where it is missed. */
export const atMost = (id: string, what: string, limit: number, rounds: readonly number[]): Goal => ({
  id,
  what,
  bound: '≤',
  limit,
  rounds,
  gate: true,
});

/** A goal that fails the run where less is reached. */
export const atLeast = (id: string, what: string, limit: number, rounds: readonly number[]): Goal => ({
  ...atMost(id, what, limit, rounds),
  bound: '≥',
});

/** A goal that is told and fails nothing. */
export const reported = (goal: Goal): Goal => ({ ...goal, gate: false });

/** `unclear`: the middle round breaks the goal and the spread reaches it, so noise may be all there is. */
export type Verdict = 'pass' | 'miss' | 'unclear';

/** Judges a goal by its middle round, and believes a miss only where the whole spread is beyond it. */
export function judgeGoal({ bound, limit, rounds }: Goal): Verdict {
  const holds = (value: number): boolean => (bound === '≤' ? value <= limit : value >= limit);
  if (holds(median(rounds))) return 'pass';
  return spread(rounds).some(holds) ? 'unclear' : 'miss';
}

/** Whether a goal fails the run. */
export const fails = (goal: Goal): boolean => goal.gate && judgeGoal(goal) === 'miss';

/** The line of a goal, such as `GOAL P4 … 1.12 ≥ 1 PASS (rounds 1.05..1.2)`. */
export function goalLine(goal: Goal): string {
  const { id, what, bound, limit, rounds } = goal;
  const [low, high] = spread(rounds);
  const between = `rounds ${formatNumber(low)}..${formatNumber(high)}`;
  return `GOAL ${id} ${what}: ${formatNumber(median(rounds))} ${bound} ${formatNumber(limit)} ${words(goal)} (${between})`;
}

function words(goal: Goal): string {
  const verdict = judgeGoal(goal);
  const said = { pass: 'PASS', miss: 'MISS', unclear: 'MISS, not counted: the spread reaches it' }[verdict];
  return goal.gate ? said : `(report) ${said}`;
}
