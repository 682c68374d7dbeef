import type { Failure, RuleRef } from '../kernel/failure.ts';
import { authorise } from './authorise.ts';
import type { AuthorisedTarget } from './authorised-target.ts';
import { checkBudget } from './budget.ts';
import { draftTarget } from './draft-target.ts';
import { host, type Answers } from './endpoint.ts';
import type { Scope } from './scope.ts';

/** The decision about one target, as data. */
export type Explanation =
  | { readonly decision: 'allowed'; readonly target: AuthorisedTarget }
  /** The name is allowed; its addresses decide, and none were given. */
  | { readonly decision: 'unresolved'; readonly name: string; readonly rule: RuleRef }
  /** `failure` holds the rule, its place, and in `next` the nearest allowed alternative. */
  | { readonly decision: 'refused'; readonly failure: Failure };

/** Says what would become of a target that packets are sent to, and why. Without `answers` a host name stays open. */
export function explainTarget(scope: Scope, text: string, answers?: Answers, field = 'target'): Explanation {
  const endpoint = host(text, field);
  const draft = draftTarget(scope, endpoint);
  if (!draft.ok) return { decision: 'refused', failure: draft.error };
  const budget = checkBudget(scope, { hosts: draft.value.hosts, ports: 0 }, { hosts: field });
  if (!budget.ok) return { decision: 'refused', failure: budget.error };
  const { resolve, rule } = draft.value;
  if (resolve !== null && answers === undefined) return { decision: 'unresolved', name: resolve, rule };
  const target = authorise(scope, endpoint, answers ?? new Map());
  return target.ok
    ? { decision: 'allowed', target: target.value }
    : { decision: 'refused', failure: target.error };
}
