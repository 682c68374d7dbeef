import type { RuleRef } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { formatPorts, type PortSpec } from './ports.ts';
import { refusal } from './refusal.ts';
import type { PortRange, Scope } from './scope.ts';

/** Judges ports: every one must be allowed and none denied; `scope.port` names those that are not. */
export function authorisePorts(scope: Scope, spec: PortSpec, field: string): Result<PortSpec> {
  const denied = spec.ranges.flatMap((range) => common(range, scope.ports.deny));
  if (denied.length > 0) return err(refused(scope, denied, scope.lists.denyPorts, field));
  const outside = spec.ranges.flatMap((range) => missing(range, scope.ports.allow));
  return outside.length > 0 ? err(refused(scope, outside, scope.lists.ports, field)) : ok(spec);
}

/** True where every port is allowed, so that a program may choose ports itself, as nmap's `--top-ports` does. */
export const allPortsAllowed = (scope: Scope): boolean =>
  scope.ports.deny.length === 0 && missing({ lo: 1, hi: 65_535 }, scope.ports.allow).length === 0;

function refused(
  scope: Scope,
  ports: readonly PortRange[],
  rule: RuleRef,
  field: string,
): ReturnType<typeof refusal> {
  const shown = ports.slice(0, 10);
  const more = ports.length > shown.length ? ` and ${ports.length - shown.length} more ranges` : '';
  return refusal(
    {
      code: 'scope.port',
      why: `${field} holds ${formatPorts(shown)}${more}, which ${rule.text} does not let through`,
      rule,
      next: [`Allowed ports: ${formatPorts(allowed(scope))}`],
    },
    field,
  );
}

const allowed = (scope: Scope): readonly PortRange[] =>
  scope.ports.allow.flatMap((range) => missing(range, scope.ports.deny)).slice(0, 20);

const common = (range: PortRange, set: readonly PortRange[]): readonly PortRange[] =>
  set
    .map(({ lo, hi }) => ({ lo: Math.max(lo, range.lo), hi: Math.min(hi, range.hi) }))
    .filter(({ lo, hi }) => lo <= hi);

/** The parts of a range that a merged set does not hold. */
function missing(range: PortRange, set: readonly PortRange[]): readonly PortRange[] {
  const parts: PortRange[] = [];
  let from = range.lo;
  for (const { lo, hi } of common(range, set)) {
    if (lo > from) parts.push({ lo: from, hi: lo - 1 });
    from = hi + 1;
  }
  return from <= range.hi ? [...parts, { lo: from, hi: range.hi }] : parts;
}
