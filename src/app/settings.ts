import type { Config } from '../config/schema.ts';
import type { ScopeSettings } from '../scope/scope.ts';

/** The configuration's scope section in the words of the scope room. */
export const scopeSettingsOf = ({ scope }: Config, ownAddresses: readonly string[]): ScopeSettings => ({
  allow: scope.allow,
  deny: scope.deny,
  allowLoopback: scope.allow_loopback,
  allowPublic: scope.allow_public,
  allowPorts: scope.allow_ports,
  denyPorts: scope.deny_ports,
  maxHostsPerCall: scope.max_hosts_per_call,
  maxPortsPerCall: scope.max_ports_per_call,
  maxProbesPerCall: scope.max_probes_per_call,
  maxRatePps: scope.max_rate_pps,
  urlSchemes: scope.url_schemes,
  ownAddresses: scope.allow_own_addresses ? [] : ownAddresses,
});
