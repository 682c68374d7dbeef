import type { AddressRule } from './address-rule.ts';
import type { Interval } from './interval.ts';
import { readTarget } from './target.ts';

/** The networks that configuration cannot allow, each with its reason; loopback alone can be switched on. */
export const floorNetworks = (allowLoopback: boolean): readonly AddressRule[] =>
  allowLoopback ? fixedRules : [...fixedRules, ...loopbackRules];

/**
 * Metadata services inside networks that people do allow (`ula`): an agent that reaches one has the machine's cloud
 * credentials. An allow entry around one stands, and the address itself stays refused.
 */
export const metadataServices = (): readonly AddressRule[] => serviceRules;

/** The networks of loopback. */
export const loopbackIntervals = (): readonly Interval[] => loopbackRules.map((rule) => rule.interval);

type Row = readonly [text: string, reason: string];

const loopbackNetworks: readonly Row[] = [
  ['127.0.0.0/8', 'loopback; scope.allow_loopback switches it on'],
  ['::1', 'loopback; scope.allow_loopback switches it on'],
];

const networks: readonly Row[] = [
  ['0.0.0.0/8', 'this network'],
  ['169.254.0.0/16', 'link-local and cloud metadata'],
  ['192.0.0.0/24', 'IETF protocol assignments'],
  ['192.0.2.0/24', 'documentation'],
  ['198.18.0.0/15', 'benchmarking'],
  ['198.51.100.0/24', 'documentation'],
  ['203.0.113.0/24', 'documentation'],
  ['224.0.0.0/4', 'multicast'],
  ['240.0.0.0/4', 'reserved and broadcast'],
  ['::', 'unspecified'],
  ['::2-::ffff:ffff', 'IPv4 addresses in disguise, the first form'],
  ['::ffff:0:0:0/96', 'IPv4 addresses behind a translator'],
  ['::ffff:0:0/96', 'IPv4 addresses in disguise'],
  ['64:ff9b::/96', 'IPv4 addresses behind NAT64'],
  ['64:ff9b:1::/48', 'IPv4 addresses behind local NAT64'],
  ['2001::/32', 'IPv4 addresses behind Teredo'],
  ['2001:2::/48', 'benchmarking'],
  ['2002::/16', 'IPv4 addresses behind 6to4'],
  ['2001:db8::/32', 'documentation'],
  ['fe80::/10', 'link-local'],
  ['ff00::/8', 'multicast'],
];

const services: readonly Row[] = [
  ['100.100.100.200', 'cloud metadata of Alibaba'],
  ['168.63.129.16', 'cloud services of Azure'],
  ['fd00:ec2::254', 'cloud metadata of AWS'],
  ['fd00:ec2::23', 'credentials of AWS containers'],
  ['fd20:ce::254', 'cloud metadata of Google'],
  ['fd00:c1::a9fe:a9fe', 'cloud metadata of Oracle'],
];

const toRule = ([text, reason]: Row): AddressRule => ({
  text: `the floor: ${text} (${reason})`,
  at: 'floor',
  interval: intervalOf(text),
});

function intervalOf(text: string): Interval {
  const target = readTarget(text);
  if (target === null || target.kind === 'host') throw new Error(`not a network: ${text}`);
  return target.interval;
}

const fixedRules = networks.map(toRule);
const loopbackRules = loopbackNetworks.map(toRule);
const serviceRules = services.map(toRule);
