import type { RunId } from '../kernel/ids.ts';
import { ok, type Result } from '../kernel/result.ts';
import type { Answers, Draft, Plan, Policy, Tool } from '../tools/tool.ts';
import type { Call } from './call.ts';
import { findAnswers, type Resolvers } from './find-answers.ts';

/** A call that may be run as far as policy goes. */
export interface Judged {
  readonly draft: Draft;
  readonly plan: Plan;
  /** `name=address` of each name that was resolved. */
  readonly pinned: readonly string[];
  /** The same call by another policy, with the answers that it has: judged anew, unless the policy is the same. */
  readonly under: (policy: Policy) => Result<Judged>;
}

/** Parses a call, judges it, resolves its names and the denied ones once, and pins the answers. */
export async function judge(
  tool: Tool,
  input: unknown,
  policy: Policy,
  resolvers: Resolvers,
  { runId, signal }: Pick<Call, 'runId' | 'signal'>,
): Promise<Result<Judged>> {
  const draft = tool.draft(input, policy);
  if (!draft.ok) return draft;
  const answers = await findAnswers(draft.value, policy.scope, resolvers, signal);
  if (!answers.ok) return answers;
  return decide({ tool, input, runId, answers: answers.value }, draft.value, policy);
}

function decide(
  call: {
    readonly tool: Tool;
    readonly input: unknown;
    readonly runId: RunId;
    readonly answers: Answers;
  },
  draft: Draft,
  policy: Policy,
): Result<Judged> {
  const plan = draft.plan(call.answers, call.runId);
  if (!plan.ok) return plan;
  const judged: Judged = {
    draft,
    plan: plan.value,
    pinned: pinnedOf(plan.value),
    under: (other) => {
      if (other === policy) return ok(judged);
      const anew = call.tool.draft(call.input, other);
      return anew.ok ? decide(call, anew.value, other) : anew;
    },
  };
  return ok(judged);
}

/** The names of a plan with the address that each is pinned to, as `name=address`. */
export const pinnedOf = (plan: Plan): readonly string[] => [
  ...new Set(plan.targets.flatMap((target) => pinOf(target))),
];

function pinOf({ kind, asked, text, url, answers }: Plan['targets'][number]): readonly string[] {
  if (kind === 'host') return [`${asked}=${text}`];
  return url !== null && answers.length > 0 ? [`${url.host}=${url.address}`] : [];
}
