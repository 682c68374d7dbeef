import type { Failure, RuleRef } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { AddressRule } from './address-rule.ts';
import { checkNetwork } from './check-network.ts';
import { floorNetworks, metadataServices } from './floor.ts';
import { invalidSetting } from './invalid-setting.ts';
import { broadcastRules, loopbackRules, ownRules } from './machine-rules.ts';
import { parsePorts } from './ports.ts';
import { ruleIndex } from './rule-index.ts';
import { readScopeEntry } from './scope-entry.ts';
import type { NameRule, PlaceOf, PortRange, Scope, ScopeSettings } from './scope.ts';

/** Compiles the settings of a scope. Every error is reported at once, as `config.invalid` with the entry and its place. */
export function compileScope(settings: ScopeSettings, placeOf: PlaceOf): Result<Scope, readonly Failure[]> {
  const errors: Failure[] = [];
  const ref = (path: string, text: string): RuleRef => ({ text: `scope.${text}`, at: placeOf(path) });
  const allow = readList('allow', settings.allow, settings, placeOf, errors);
  const deny = readList('deny', settings.deny, settings, placeOf, errors);
  if (settings.allow.length === 0 && !settings.allowLoopback) {
    errors.push(
      invalidSetting(
        'scope.allow',
        'is empty, so every call would be refused; name at least one network',
        placeOf('allow'),
      ),
    );
  }
  const allowPorts = readPorts('allow_ports', settings.allowPorts, placeOf, errors);
  const denyPorts =
    settings.denyPorts === '' ? [] : readPorts('deny_ports', settings.denyPorts, placeOf, errors);
  const own = ownRules(settings.ownAddresses, placeOf('allow_own_addresses'), errors);
  const deniedNames = exactNames(deny.names, placeOf('deny'), errors);
  if (errors.length > 0) return err(errors);

  const loopback = settings.allowLoopback
    ? loopbackRules(ref('allow_loopback', 'allow_loopback = true'))
    : [];
  const addresses = [...allow.addresses, ...loopback];
  const denied = [...deny.addresses, ...own, ...broadcastRules(settings.broadcastAddresses)];
  const floor = [...floorNetworks(settings.allowLoopback), ...metadataServices()];
  return ok({
    allow: { addresses, names: allow.names },
    deny: { addresses: denied, names: deny.names },
    floor,
    ports: { allow: allowPorts, deny: denyPorts },
    limits: {
      hosts: settings.maxHostsPerCall,
      ports: settings.maxPortsPerCall,
      probes: settings.maxProbesPerCall,
      rate: settings.maxRatePps,
    },
    urlSchemes: {
      schemes: settings.urlSchemes,
      rule: ref('url_schemes', `url_schemes = ${shortList(settings.urlSchemes)}`),
    },
    deniedNames,
    lists: {
      allow: ref('allow', `allow = ${shortList(settings.allow)}`),
      ports: ref('allow_ports', `allow_ports = ${settings.allowPorts}`),
      denyPorts: ref('deny_ports', `deny_ports = ${settings.denyPorts}`),
    },
    limitRules: {
      hosts: ref('max_hosts_per_call', `max_hosts_per_call = ${settings.maxHostsPerCall}`),
      ports: ref('max_ports_per_call', `max_ports_per_call = ${settings.maxPortsPerCall}`),
      probes: ref('max_probes_per_call', `max_probes_per_call = ${settings.maxProbesPerCall}`),
      rate: ref('max_rate_pps', `max_rate_pps = ${settings.maxRatePps}`),
    },
    index: {
      allow: ruleIndex(addresses),
      deny: ruleIndex(denied),
      named: ruleIndex([]),
      floor: ruleIndex(floor),
    },
  });
}

interface Rules {
  readonly addresses: readonly AddressRule[];
  readonly names: readonly NameRule[];
}

function readList(
  key: 'allow' | 'deny',
  entries: readonly string[],
  settings: ScopeSettings,
  placeOf: PlaceOf,
  errors: Failure[],
): Rules {
  const addresses: AddressRule[] = [];
  const names: NameRule[] = [];
  for (const [position, entry] of entries.entries()) {
    const path = `${key}[${position}]`;
    const at = placeOf(path);
    const read = readScopeEntry(entry);
    if (!read.ok) {
      errors.push(invalidSetting(`scope.${path}`, read.error, at));
    } else if (read.value.kind === 'names') {
      names.push({ text: `scope.${key} = ${entry}`, at, suffix: read.value.suffix, name: read.value.name });
    } else {
      const { networks } = read.value;
      const objections = networks.map((network) =>
        key === 'allow' ? checkNetwork(network, settings) : null,
      );
      const objection = objections.find((one) => one !== null);
      if (objection !== undefined) errors.push(invalidSetting(`scope.${path}`, objection, at));
      addresses.push(
        ...networks.map(({ text, interval }) => ({ text: `scope.${key} = ${text}`, at, interval })),
      );
    }
  }
  return { addresses, names };
}

function readPorts(key: string, text: string, placeOf: PlaceOf, errors: Failure[]): readonly PortRange[] {
  const spec = parsePorts(text, `scope.${key}`);
  if (spec.ok && spec.value.protocols === 'any') return spec.value.ranges;
  const why = spec.ok ? 'takes port numbers without T: or U:' : spec.error.message;
  errors.push(invalidSetting(`scope.${key}`, why, placeOf(key)));
  return [];
}

/** The names of exact rules, each once. Every call looks all of them up, so they are few. */
function exactNames(rules: readonly NameRule[], at: string, errors: Failure[]): readonly string[] {
  const names = [...new Set(rules.flatMap(({ suffix, name }) => (suffix ? [] : [name])))];
  if (names.length > mostDeniedNames) {
    const why = `names ${names.length} hosts; at most ${mostDeniedNames} are accepted, since every call looks all of them up. Deny addresses, networks or *.suffix instead`;
    errors.push(invalidSetting('scope.deny', why, at));
  }
  return names;
}

const mostDeniedNames = 256;

/** A list as a refusal shows it: one of 10,000 entries must not fill the answer. */
function shortList(entries: readonly string[]): string {
  if (entries.length === 0) return 'nothing';
  const more = entries.length > 8 ? ` and ${entries.length - 8} more` : '';
  return `${entries.slice(0, 8).join(', ')}${more}`;
}
