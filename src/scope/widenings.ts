import { intervalSet, setCovers } from './interval-set.ts';
import { nameMatches } from './name-rules.ts';
import { openPorts, reachableAddresses } from './reachable.ts';
import type { NameRule, PortRange, Scope } from './scope.ts';

/**
 * The settings by which one scope admits what another does not, such as `scope.allow`; none where every call that the new one
 * admits is admitted by the old one too. In doubt a setting is named.
 */
export function widenings(before: Scope, after: Scope): readonly string[] {
  const [was, is] = [reachOf(before), reachOf(after)];
  const reached = intervalSet(was.addresses);
  const grows: Readonly<Record<string, boolean>> = {
    'scope.allow':
      is.addresses.some((block) => !setCovers(reached, block)) ||
      after.allow.names.some((rule) => !before.allow.names.some((old) => isAbout(old, rule))),
    'scope.deny': before.deny.names.some((rule) => !after.deny.names.some((now) => deniesAll(now, rule))),
    'scope.allow_ports': is.ports.some((range) => !isWithin(range, was.ports)),
    'scope.max_hosts_per_call': after.limits.hosts > before.limits.hosts,
    'scope.max_ports_per_call': after.limits.ports > before.limits.ports,
    'scope.max_probes_per_call': after.limits.probes > before.limits.probes,
    'scope.max_rate_pps': after.limits.rate > before.limits.rate,
    'scope.url_schemes': after.urlSchemes.schemes.some(
      (scheme) => !before.urlSchemes.schemes.includes(scheme),
    ),
  };
  return Object.keys(grows).filter((path) => grows[path] === true);
}

interface Reached {
  readonly addresses: ReturnType<typeof reachableAddresses>;
  readonly ports: readonly PortRange[];
}

const reachOf = (scope: Scope): Reached => ({
  addresses: [...reachableAddresses(scope, 4), ...reachableAddresses(scope, 6)],
  ports: openPorts(scope.ports),
});

/** Whether a rule is about every name that another is about. */
const isAbout = (wide: NameRule, narrow: NameRule): boolean =>
  (wide.suffix === narrow.suffix && wide.name === narrow.name) ||
  (wide.suffix && nameMatches(wide, narrow.name));

/** Only a name that is denied exactly has its addresses denied with it, which a suffix does not do. */
const deniesAll = (now: NameRule, old: NameRule): boolean => isAbout(now, old) && (old.suffix || !now.suffix);

const isWithin = ({ lo, hi }: PortRange, ranges: readonly PortRange[]): boolean =>
  ranges.some((range) => range.lo <= lo && hi <= range.hi);
