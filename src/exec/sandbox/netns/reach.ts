import type { AuthorisedTarget } from '../../../scope/authorised-target.ts';
import { mergePorts } from '../../../scope/ports.ts';
import type { PortRange } from '../../../scope/scope.ts';
import type { Plan } from '../../../tools/tool.ts';

/** What a run may send packets to. ICMP goes to every one of the targets. */
export interface Reach {
  readonly targets: readonly AuthorisedTarget[];
  /** The ports of these targets; null for any port, and for any protocol. */
  readonly ports: readonly PortRange[] | null;
}

/** What a plan needs to reach: its targets, and no more of their ports than it names where it names them all. */
export function reachOf({ targets, ports }: Pick<Plan, 'targets' | 'ports'>): Reach {
  const touched = targets.filter(({ interval }) => interval !== null);
  const own = touched.flatMap(({ url }) => (url === null ? [] : [{ lo: url.port, hi: url.port }]));
  if (ports !== null) return { targets, ports: mergePorts([...ports, ...own]) };
  const isAll = touched.length > 0 && own.length === touched.length;
  return { targets, ports: isAll ? mergePorts(own) : null };
}
