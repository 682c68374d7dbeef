import { fitListing } from '../../../output/fit.ts';
import { addressRanges } from '../../../output/ranges.ts';
import type { NmapResult, PortResult, ServiceResult } from './result.ts';

const mostGroups = 40;
const mostCharacters = 4000;

/**
 * Says what a scan found, grouped by service with ranges of addresses: a network of hosts in a few hundred words. It is made
 * of counts, port numbers, addresses and nmap's own service names; nothing that a target chose.
 */
export function summariseNmap(result: NmapResult): string {
  const { totals } = result;
  const groups = groupsOf(result);
  const shown = groups.slice(0, mostGroups).map((group) => {
    const times = hostsOf(group) === 1 ? '' : ` ×${hostsOf(group)}`;
    const unlisted = hostsOf(group) - group.addresses.length;
    const more = unlisted === 0 ? '' : `, +${unlisted} not listed`;
    return `${group.label}${times} (${addressRanges(group.addresses)}${more})`;
  });
  const left = groups.length - shown.length;
  return fitListing(
    [
      `${counted(totals.up, 'host')} up, ${totals.down} down; ${counted(totals.open, 'open port')}, ${counted(services(result), 'service')}.`,
    ],
    shown.length === 0 ? '' : `${shown.join('; ')}${left > 0 ? `; +${left} more services` : ''}.`,
    [notOpen(totals), unanswered(totals), guessed(result), leftOut(result.omitted), endOf(result)],
    mostCharacters,
  );
}

interface Group {
  readonly port: number;
  readonly label: string;
  /** All hosts that have it; `addresses` are those that are listed. */
  count: number;
  readonly addresses: string[];
}

function groupsOf({ hosts, services }: NmapResult): readonly Group[] {
  const groups = new Map<string, Group>();
  const groupOf = (one: PortResult | ServiceResult): Group => {
    const label = `${one.port}/${plain(one.protocol)} ${plain(one.service)}`;
    const group = groups.get(label) ?? { port: one.port, label, count: 0, addresses: [] };
    groups.set(label, group);
    return group;
  };
  for (const service of services) groupOf(service).count += service.hosts;
  for (const { address, ports } of hosts) {
    const plainAddress = /^[0-9a-f.:]{2,39}$/.test(address) ? [address] : [];
    for (const port of ports) groupOf(port).addresses.push(...plainAddress);
  }
  return [...groups.values()].toSorted((a, b) => hostsOf(b) - hostsOf(a) || a.port - b.port);
}

/** Rare services are not counted over all hosts: then it is those that are listed. */
const hostsOf = ({ count, addresses }: Group): number => Math.max(count, addresses.length);

const services = ({ hosts }: NmapResult): number =>
  new Set(hosts.flatMap(({ ports }) => ports.map(({ service }) => service))).size;

function notOpen({ closed, filtered, other }: NmapResult['totals']): string {
  const parts = Object.entries({ closed, filtered, 'in another state': other }).filter(
    ([, size]) => size > 0,
  );
  return parts.length === 0
    ? ''
    : `Not open: ${parts.map(([state, size]) => `${size} ${state}`).join(', ')}.`;
}

const unanswered = ({ undecided }: NmapResult['totals']): string =>
  undecided === 0 ? '' : `${counted(undecided, 'port')} gave no answer: open or filtered.`;

function guessed({ hosts }: NmapResult): string {
  const known = hosts.filter(({ os }) => os !== undefined).length;
  return known === 0 ? '' : `Operating systems were guessed for ${counted(known, 'host')}.`;
}

function leftOut({ hosts, ports, scripts }: NmapResult['omitted']): string {
  const parts = Object.entries({ hosts, 'open ports': ports, 'script outputs': scripts })
    .filter(([, size]) => size > 0)
    .map(([what, size]) => `${size} ${what}`);
  return parts.length === 0 ? '' : `Left out: ${parts.join(', ')}.`;
}

function endOf({ damaged, partial }: NmapResult): string {
  if (damaged) return 'Partial: the report of nmap was cut or damaged; hosts and ports may be missing.';
  return partial ? 'Partial: the scan did not come to its end.' : '';
}

/** nmap's names are short plain words; anything else did not come from its tables. */
const plain = (name: string): string => (/^[A-Za-z0-9_./+-]{1,40}$/.test(name) ? name : 'unknown');

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
