import { failure, type Failure } from '../kernel/failure.ts';
import { ok, type Result } from '../kernel/result.ts';
import { authorisePorts } from './authorise-ports.ts';
import { authorise } from './authorise.ts';
import type { AuthorisedTarget } from './authorised-target.ts';
import { checkBudget } from './budget.ts';
import { decidedWithout, withDeniedAddresses } from './denied-addresses.ts';
import { draftTarget, type DraftTarget } from './draft-target.ts';
import type { Answers, Endpoint } from './endpoint.ts';
import type { PortSpec } from './ports.ts';
import type { Scope } from './scope.ts';

/** The decision about one target, as data. */
export type Explanation =
  | {
      readonly decision: 'allowed';
      readonly target: AuthorisedTarget;
      /** Which denied names it was decided without, as a sentence; null where all were known. */
      readonly without: string | null;
    }
  /** The name is allowed; its addresses decide, and none are known. */
  | { readonly decision: 'unresolved'; readonly failure: Failure }
  /** `failure` holds the rule, its place, and in `next` the nearest allowed alternative. */
  | { readonly decision: 'refused'; readonly failure: Failure };

/** Says what would become of a target, and why. A name that `answers` does not hold, or that has none, stays unresolved. */
export function explainTarget(
  scope: Scope,
  endpoint: Endpoint,
  answers: Answers,
  ports: PortSpec | null = null,
): Explanation {
  // With the addresses of denied names, where they are sound: a refusal offers none of them.
  const known = withDeniedAddresses(scope, answers);
  const draft = draftTarget(known.ok ? known.value : scope, endpoint);
  if (!draft.ok) return { decision: 'refused', failure: draft.error };
  const affordable = judgeSize(scope, draft.value, ports);
  if (!affordable.ok) return { decision: 'refused', failure: affordable.error };
  const { resolve } = draft.value;
  if (resolve !== null && (answers.get(resolve) ?? []).length === 0)
    return { decision: 'unresolved', failure: noAddress(resolve, draft.value) };
  const target = authorise(scope, endpoint, answers);
  return target.ok
    ? { decision: 'allowed', target: target.value, without: decidedWithout(scope, answers) }
    : { decision: 'refused', failure: target.error };
}

/** The host names whose addresses decide about endpoints, each once; what is refused without them needs none. */
export const namesIn = (scope: Scope, endpoints: readonly Endpoint[]): readonly string[] => [
  ...new Set(
    endpoints.flatMap((endpoint) => {
      const draft = draftTarget(scope, endpoint);
      return draft.ok ? (draft.value.resolve ?? []) : [];
    }),
  ),
];

/** A web address brings its own port, which its draft has judged. */
function judgeSize(
  scope: Scope,
  { hosts, web, endpoint }: DraftTarget,
  ports: PortSpec | null,
): Result<unknown> {
  const spec = web === null ? ports : null;
  const allowed = spec === null ? ok(null) : authorisePorts(scope, spec, 'ports');
  return allowed.ok
    ? checkBudget(scope, { hosts, ports: spec?.count ?? 0 }, { hosts: endpoint.field })
    : allowed;
}

const noAddress = (name: string, { rule, endpoint }: DraftTarget): Failure =>
  failure(
    'scope.unresolved',
    `${name} is allowed by ${rule.text}, but it has no known address; its addresses decide.`,
    { field: endpoint.field, rule, next: ['Check the name, or give an address inside the scope.'] },
  );
