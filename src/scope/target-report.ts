import type { ErrorCode } from '../kernel/error-table.ts';
import type { Failure } from '../kernel/failure.ts';
import type { Explanation } from './explain-target.ts';
import { reasonOf } from './refusal.ts';

/** The decision about one target as people and agents are told it: plain values alone. */
export interface TargetReport {
  /** The caller's words, cut to 120 characters. */
  readonly target: string;
  readonly decision: Explanation['decision'];
  /** Null where it is allowed. */
  readonly code: ErrorCode | null;
  /** The rule that decided, and where it is written; null where the text is no target at all. */
  readonly rule: string | null;
  readonly at: string | null;
  /** How many addresses it covers; 0 where it is not known or not allowed. */
  readonly hosts: number;
  /** What packets would go to: the answers of a name, or the target itself in canonical form. */
  readonly addresses: readonly string[];
  readonly why: string;
  /** What to do instead, the nearest allowed alternative first. */
  readonly next: readonly string[];
}

/** Tells a decision. What was decided without the addresses of a denied name is open, as a call would find it. */
export function reportTarget(target: string, told: Explanation): TargetReport {
  const shown = target.length > longestShown ? `${target.slice(0, longestShown - 1)}…` : target;
  if (told.decision !== 'allowed')
    return { target: shown, decision: told.decision, ...reasons(told.failure) };
  const { text, asked, answers, hosts, rule } = told.target;
  const pinned = answers.length > 0 ? `; packets would go to ${text}` : '';
  const size = hosts > 1 ? ` (${hosts} addresses)` : '';
  const open = told.without !== null;
  return {
    target: shown,
    decision: open ? 'unresolved' : 'allowed',
    code: open ? 'scope.unresolved' : null,
    rule: rule.text,
    at: rule.at,
    hosts,
    addresses: answers.length > 0 ? answers.slice(0, mostAnswers) : [told.target.url?.address ?? text],
    why: told.without ?? `${asked}${size} is allowed by ${rule.text}${pinned}.`,
    next: open ? [retry] : [],
  };
}

const reasons = (failure: Failure) => ({
  code: failure.code,
  rule: failure.rule?.text ?? null,
  at: failure.rule?.at ?? null,
  hosts: 0,
  addresses: [],
  why: reasonOf(failure),
  next: failure.next,
});

const retry = 'Ask again once that name can be resolved.';
const longestShown = 120;
const mostAnswers = 16;
