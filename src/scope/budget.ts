import type { RuleRef } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { refusal } from './refusal.ts';
import type { Scope } from './scope.ts';

/** How much one call touches. */
export interface Budget {
  readonly hosts: number;
  /** Ports probed on each host; 0 where the tool probes none. */
  readonly ports: number;
  /** Hosts × ports, or × requests to each host where those are more. */
  readonly probes: number;
}

/** Checks hosts, ports and probes of a call against the limits; `scope.too_large` names the value and the limit. */
export function checkBudget(
  scope: Scope,
  call: { readonly hosts: number; readonly ports: number; readonly requests?: number },
  fields: { readonly hosts?: string; readonly ports?: string } = {},
): Result<Budget> {
  const { limits, limitRules } = scope;
  const { hosts, ports, requests = 0 } = call;
  const budget = { hosts, ports, probes: hosts * Math.max(ports, requests) };
  const hostsField = fields.hosts ?? 'target';
  const portsField = fields.ports ?? 'ports';
  const checks = [
    { value: budget.hosts, limit: limits.hosts, rule: limitRules.hosts, unit: 'hosts', field: hostsField },
    { value: budget.ports, limit: limits.ports, rule: limitRules.ports, unit: 'ports', field: portsField },
    {
      value: budget.probes,
      limit: limits.probes,
      rule: limitRules.probes,
      unit: call.requests === undefined ? 'probes (hosts × ports)' : 'requests',
      field: hostsField,
    },
  ];
  // `!(value <= limit)` instead of `value > limit`: a limit that is no number refuses everything.
  const over = checks.find(({ value, limit }) => !(value <= limit));
  return over === undefined ? ok(budget) : err(tooLarge(over));
}

const tooLarge = (over: {
  value: number;
  limit: number;
  unit: string;
  rule: RuleRef;
  field: string;
}): ReturnType<typeof refusal> =>
  refusal(
    {
      code: 'scope.too_large',
      why: `The call covers ${over.value} ${over.unit}; ${over.rule.text} is the limit`,
      rule: over.rule,
      next: [`Ask for at most ${over.limit} ${over.unit} in one call.`],
    },
    over.field,
  );
