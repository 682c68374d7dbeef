import { failure, type Failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import { createCheckRunner, type CheckRunner, type RunnerPorts } from './check-runner.ts';
import { groupsOf, healthGroups, type Check, type HealthGroup } from './check.ts';
import type { Health } from './report.ts';

/** The checks of one server: looked at in the background, told at once. */
export interface HealthChecks {
  /** What is known now; nothing is looked at, nothing waited for. */
  readonly report: () => Health;
  /** Begins to look, at everything at once. */
  readonly start: () => void;
  /** Adds a check; `input.invalid` where the name is taken or is none. */
  readonly add: (check: Check) => Result<void>;
  /** Removes one; `input.invalid` where there is none of that name, or it is the last that answers a question. */
  readonly remove: (name: string) => Result<void>;
  /** Looks now, beside the usual times: at one check, or at all of them. */
  readonly lookAgain: (name?: string) => void;
  /** Looks no more; what is known grows stale. Idempotent. */
  readonly stop: () => void;
}

/** Takes these checks, and has looked at none yet. A question that none of them answers is a bug of the list: `internal`. */
export function createHealthChecks(checks: readonly Check[], ports: RunnerPorts): Result<HealthChecks> {
  const runners = new Map<string, CheckRunner>();
  let isLooking = false;

  const add = (check: Check): Result<void> => {
    const { name } = check;
    if (!nameForm.test(name)) return err(misnamed(name, 'cannot be the name of a check'));
    if (runners.has(name)) return err(misnamed(name, 'names a check already'));
    const runner = createCheckRunner(check, ports);
    runners.set(name, runner);
    if (isLooking) runner.look();
    return ok(undefined);
  };

  const unanswered = questionWithout(checks);
  if (unanswered !== null)
    return err(failure('internal', `No check of health answers ${quote(unanswered)}.`));
  for (const check of checks) {
    const added = add(check);
    if (!added.ok) return added;
  }
  const lookAgain = (name?: string): void => {
    if (!isLooking) return;
    for (const [known, runner] of runners) if (name === undefined || known === name) runner.look();
  };
  return ok({
    add,
    lookAgain,
    start: () => {
      isLooking = true;
      lookAgain();
    },
    report: () => ({ checks: [...runners.values()].map((runner) => runner.tell()) }),
    remove: (name) => {
      const runner = runners.get(name);
      if (runner === undefined) return err(misnamed(name, 'names no check'));
      const others = [...runners.values()].filter((one) => one !== runner).map(({ check }) => check);
      const orphan = questionWithout(others);
      if (orphan !== null)
        return err(misnamed(name, `is the last check that answers ${quote(orphan)}; add another one first`));
      runner.stop();
      runners.delete(name);
      return ok(undefined);
    },
    stop: () => {
      isLooking = false;
      for (const runner of runners.values()) runner.stop();
    },
  });
}

/** It is a part of a path, as in `/readyz/audit`. */
const nameForm = /^[a-z][a-z0-9-]{0,39}$/;

const misnamed = (name: string, what: string): Failure =>
  failure('input.invalid', `${quote(name)} ${what}.`, { field: 'name' });

/** An endpoint without checks would say that all is well whatever happens. */
const questionWithout = (checks: readonly Check[]): HealthGroup | null =>
  healthGroups.find((group) => !checks.some((check) => groupsOf(check).includes(group))) ?? null;
