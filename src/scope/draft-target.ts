import { failure } from '../kernel/failure.ts';
import type { RuleRef } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { Endpoint } from './endpoint.ts';
import { sizeOf } from './interval.ts';
import { judgeInterval } from './judge-interval.ts';
import { judgeName } from './judge-name.ts';
import { parseQuestion } from './question.ts';
import { refusal } from './refusal.ts';
import type { Scope } from './scope.ts';
import { parseTarget, type AddressTarget, type Target } from './target.ts';

/** An endpoint that is parsed and judged as far as that goes without asking DNS. It proves nothing: `authorise` judges anew. */
export interface DraftTarget {
  readonly endpoint: Endpoint;
  readonly target: Target;
  /** The rule that allows it so far. */
  readonly rule: RuleRef;
  /** The host name whose addresses must be known before it can be authorised, or null. */
  readonly resolve: string | null;
  /** How many addresses it will touch: 1 for a host name, 0 for a query. */
  readonly hosts: number;
}

/** Parses and judges an endpoint without DNS: everything that can be refused before a packet is, is refused here. */
export function draftTarget(scope: Scope, endpoint: Endpoint): Result<DraftTarget> {
  const { role, field } = endpoint;
  const parsed = role === 'query' ? parseQuestion(endpoint.text, field) : parseTarget(endpoint.text, field);
  if (!parsed.ok) return parsed;
  const target = parsed.value;
  if (role !== 'host' && target.kind !== 'host' && target.kind !== 'address')
    return err(single(target, field));
  const judged =
    target.kind === 'host'
      ? judgeName(scope, target.text)
      : judgeInterval(scope, target.interval, target.text);
  if (!judged.ok) return err(refusal(judged.error, field));
  const touched = target.kind === 'host' ? 1 : sizeOf(target.interval);
  return ok({
    endpoint,
    target,
    rule: judged.value,
    resolve: target.kind === 'host' && role !== 'query' ? target.text : null,
    hosts: role === 'query' ? 0 : touched,
  });
}

const single = (target: AddressTarget, field: string): ReturnType<typeof failure> =>
  failure(
    'input.invalid',
    `${field} ${target.text} covers ${sizeOf(target.interval)} addresses; it takes one.`,
    {
      field,
      next: ['Give one address or one host name.'],
    },
  );
