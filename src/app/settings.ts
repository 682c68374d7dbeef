import type { Config } from '../config/schema.ts';
import type { LimitSettings } from '../exec/sandbox/limit-settings.ts';
import type { EngagementSettings } from '../scope/compile-engagement.ts';
import type { ScopeSettings } from '../scope/scope.ts';

/** What the scope must know of the machine that bailiwick runs on. */
export type Machine = Pick<ScopeSettings, 'ownAddresses' | 'broadcastAddresses'>;

/** The configuration's scope section in the words of the scope room. */
export const scopeSettingsOf = (
  { scope }: Config,
  { ownAddresses, broadcastAddresses }: Machine,
): ScopeSettings => ({
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
  broadcastAddresses,
});

/** The same for its engagement section; what concerns its signature is no matter of that room. */
export const engagementSettingsOf = ({ engagement }: Config): EngagementSettings => ({
  id: engagement.id,
  authorisedBy: engagement.authorised_by,
  ticket: engagement.ticket,
  contact: engagement.contact,
  notBefore: engagement.not_before,
  notAfter: engagement.not_after,
  windows: engagement.windows,
});

/** The limits of each run, in the words of the executor. */
export const runLimitsOf = ({ sandbox: { limits } }: Config): LimitSettings => ({
  extraCpuSec: limits.cpu_sec,
  addressBytes: limits.address_space,
  fileBytes: limits.file_size,
  processes: limits.processes,
  descriptors: limits.descriptors,
  memoryBytes: limits.memory,
});
