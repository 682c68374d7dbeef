import { err, ok, type Result } from '../kernel/result.ts';
import { allPortsAllowed, authorisePorts } from '../scope/authorise-ports.ts';
import { countPorts, mergePorts, parsePorts, type PortSpec } from '../scope/ports.ts';
import { refusal } from '../scope/refusal.ts';
import type { PortRange, Scope } from '../scope/scope.ts';

/** Ports that a call touches on each host, and the input that they come from. */
export type PortUse =
  | { readonly kind: 'listed'; readonly field: string; readonly spec: PortSpec }
  /** The program picks that many by itself; `what` names them, as in `nmap’s 100 most common ports`. */
  | { readonly kind: 'chosen'; readonly field: string; readonly count: number; readonly what: string };

/** Ports that the call names. */
export const listed = (spec: PortSpec, field = 'ports'): PortUse => ({ kind: 'listed', field, spec });

/** Ports that the program chooses: allowed only where the scope lets every port through. */
export const chosen = (count: number, what: string, field: string): PortUse => ({
  kind: 'chosen',
  field,
  count,
  what,
});

/** Ports that the tool itself spells, such as the default port of a protocol. */
export function fixed(text: string | number, field: string): PortUse {
  const spec = parsePorts(String(text), field);
  if (!spec.ok) throw new Error(spec.error.message);
  return listed(spec.value, field);
}

/** Judges every port of a call and returns how many are probed on one host. */
export function judgePorts(scope: Scope, uses: readonly PortUse[]): Result<number> {
  let most = 0;
  for (const use of uses) {
    const judged =
      use.kind === 'listed' ? authorisePorts(scope, use.spec, use.field) : judgeChosen(scope, use);
    if (!judged.ok) return judged;
    most = Math.max(most, use.kind === 'listed' ? use.spec.count : use.count);
  }
  const together = countPorts(
    mergePorts(uses.flatMap((use) => (use.kind === 'listed' ? use.spec.ranges : []))),
  );
  return ok(Math.max(most, together));
}

/** The ports of a call that names them all; null where it names none, or leaves some to its program. */
export function namedPorts(uses: readonly PortUse[]): readonly PortRange[] | null {
  const named = uses.flatMap((use) => (use.kind === 'listed' ? [use.spec.ranges] : []));
  return uses.length > 0 && named.length === uses.length ? mergePorts(named.flat()) : null;
}

function judgeChosen(scope: Scope, use: PortUse & { readonly kind: 'chosen' }): Result<null> {
  if (allPortsAllowed(scope)) return ok(null);
  const rule = scope.ports.deny.length > 0 ? scope.lists.denyPorts : scope.lists.ports;
  const why = `${use.field} leaves the ports to the program (${use.what}), and ${rule.text} does not let every port through`;
  const next = ['Name the ports, such as ports="22,443".'];
  return err(refusal({ code: 'scope.port', why, rule, next }, use.field));
}
