import { ok, type Result } from '../kernel/result.ts';
import type { Draft, Plan, Policy, Tool } from '../tools/tool.ts';
import { findAnswers, type Resolvers } from './find-answers.ts';

/** A call that may be run as far as policy goes. */
export interface Judged {
  readonly draft: Draft;
  readonly plan: Plan;
  /** `name=address` of each name that was resolved. */
  readonly pinned: readonly string[];
}

/** Parses a call, judges it, resolves its names and the denied ones once, and pins the answers. */
export async function judge(
  tool: Tool,
  input: unknown,
  policy: Policy,
  resolvers: Resolvers,
  signal: AbortSignal,
): Promise<Result<Judged>> {
  const draft = tool.draft(input, policy);
  if (!draft.ok) return draft;
  const answers = await findAnswers(draft.value, policy.scope, resolvers, signal);
  if (!answers.ok) return answers;
  const plan = draft.value.plan(answers.value);
  return plan.ok ? ok({ draft: draft.value, plan: plan.value, pinned: pinnedOf(plan.value) }) : plan;
}

/** The names of a plan with the address that each is pinned to, as `name=address`. */
export const pinnedOf = (plan: Plan): readonly string[] => [
  ...new Set(plan.targets.flatMap((target) => pinOf(target))),
];

function pinOf({ kind, asked, text, url, answers }: Plan['targets'][number]): readonly string[] {
  if (kind === 'host') return [`${asked}=${text}`];
  return url !== null && answers.length > 0 ? [`${url.host}=${url.address}`] : [];
}
