import { ok, type Result } from '../kernel/result.ts';
import type { Draft, Plan, Policy, Tool } from '../tools/tool.ts';
import type { Resolver } from './ports.ts';

/** A call that may be run as far as policy goes. */
export interface Judged {
  readonly draft: Draft;
  readonly plan: Plan;
  /** `name=address` of each name that was resolved. */
  readonly pinned: readonly string[];
}

/** Parses a call, judges it, resolves its names once and pins the answers. */
export async function judge(
  tool: Tool,
  input: unknown,
  policy: Policy,
  resolver: Resolver,
  signal: AbortSignal,
): Promise<Result<Judged>> {
  const draft = tool.draft(input, policy);
  if (!draft.ok) return draft;
  const answers = new Map<string, readonly string[]>();
  for (const name of draft.value.names) {
    // One name after the other: a call names one or two, and the first that fails ends it.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const found = await resolver.resolve(name, signal);
    if (!found.ok) return found;
    answers.set(name, found.value);
  }
  const plan = draft.value.plan(answers);
  return plan.ok ? ok({ draft: draft.value, plan: plan.value, pinned: pinnedOf(plan.value) }) : plan;
}

/** The names of a plan with the address that each is pinned to, as `name=address`. */
export const pinnedOf = (plan: Plan): readonly string[] =>
  plan.targets.filter((target) => target.kind === 'host').map((target) => `${target.asked}=${target.text}`);
