import type { Failure, RuleRef } from '../kernel/failure.ts';
import { failure } from '../kernel/failure.ts';
import type { RateScope } from '../kernel/rate-scope.ts';
import type { Buckets, BucketTerms } from '../resilience/token-bucket.ts';
import type { Interval } from '../scope/interval.ts';
import type { Plan } from '../tools/tool.ts';
import type { Caller } from './ports.ts';
import { touchOf } from './touch.ts';

/** What calls are counted by here; targets have an account of their own. */
export type CountedScope = Exclude<RateScope, 'target'>;

/** How often calls are let in, and where that is written; null where it is not limited. */
export type RateRules = Readonly<Record<CountedScope, RateRule | null>>;

export interface RateRule {
  readonly terms: BucketTerms;
  readonly rule: RuleRef;
}

/**
 * Makes the guard that counts calls as they are let in. One counts for its client, its tool and every subnet that it touches, or,
 * where any of these has had too many, for none of them, and fails with `limit.rate`. A client is who is authenticated: what it
 * calls itself is its own choice.
 */
export function createRateGuard(
  buckets: Buckets,
  rules: () => RateRules,
): (caller: Caller, plan: Plan) => Failure | null {
  return ({ principal }, plan) => {
    const { client, tool, subnet } = rules();
    const wanted = [
      ...(client === null
        ? []
        : [{ ...client, scope: scopes.client, key: `client ${principal}`, whose: 'this client' }]),
      ...(tool === null ? [] : [{ ...tool, scope: scopes.tool, key: `tool ${plan.tool}`, whose: plan.tool }]),
      ...(subnet === null
        ? []
        : subnetsOf(plan).map((key) => ({
            ...subnet,
            scope: scopes.subnet,
            key,
            whose: 'a subnet that it touches',
          }))),
    ];
    const taken = buckets.take(wanted);
    const over = taken.ok ? undefined : wanted.find(({ key }) => key === taken.of.key);
    if (taken.ok || over === undefined) return null;
    const { whose, rule, terms, scope } = over;
    return failure(
      'limit.rate',
      `Calls of ${whose} come faster than ${rule.text} allows, ${terms.burst} at once. Nothing was started.`,
      { rule, retryAfterSec: Math.ceil(taken.retryAfterMs / 1000), rateScope: scope },
    );
  };
}

const scopes = { client: 'client', tool: 'tool', subnet: 'subnet' } as const;

/** The IPv4 /24 and IPv6 /64 of every address that a plan touches, each once; no more than the scope lets one call name. */
const subnetsOf = (plan: Plan): readonly string[] => [
  ...new Set(touchOf(plan).intervals.flatMap((interval) => blocksOf(interval))),
];

function blocksOf(interval: Interval): readonly string[] {
  if (interval.family === 4) {
    const first = Math.floor(interval.lo / 256);
    return Array.from(
      { length: Math.floor(interval.hi / 256) - first + 1 },
      (_, index) => `ipv4 ${first + index}`,
    );
  }
  const first = interval.lo >> 64n;
  return Array.from(
    { length: Number((interval.hi >> 64n) - first) + 1 },
    (_, index) => `ipv6 ${first + BigInt(index)}`,
  );
}
