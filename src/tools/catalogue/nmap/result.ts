import { z } from 'zod';

const count = z.int().min(0);

/** nmap's states of a port; any other word is `unknown`. */
export const portState = z
  .enum(['open', 'closed', 'filtered', 'unfiltered', 'open|filtered', 'closed|filtered', 'unknown'])
  .catch('unknown');
export const hostState = z.enum(['up', 'down', 'skipped', 'unknown']).catch('unknown');

/** nmap's word for a port scan. */
export const scanType = z.enum(['connect', 'syn', 'udp', 'ack', 'other']).catch('other');

const scripts = z.array(z.strictObject({ id: z.string(), lines: z.array(z.string()) })).optional();

/** An open port, and what nmap thinks of it. Texts of the target are in `product`, `version`, `extra`, `cpe` and `scripts`. */
export const portResult = z.strictObject({
  port: z.int().min(0).max(65_535),
  protocol: z.string(),
  state: z.literal('open'),
  /** nmap's own word for the service, `ssl/` before it where it spoke TLS; `unknown` where nmap has none. */
  service: z.string(),
  product: z.string().optional(),
  version: z.string().optional(),
  extra: z.string().optional(),
  cpe: z.array(z.string()).optional(),
  scripts,
});

/** Ports that are not open, by state; `ports` where nmap listed them one by one. */
const otherPorts = z.strictObject({ state: portState.unwrap(), count, ports: z.string().optional() });

/** A host that answered, or that was only listed. */
export const hostResult = z.strictObject({
  address: z.string(),
  names: z.array(z.string()).optional(),
  state: hostState.unwrap(),
  reason: z.string(),
  ports: z.array(portResult),
  other_ports: z.array(otherPorts),
  /** What OS detection makes of it, the best guess first; accuracy in percent. */
  os: z.array(z.strictObject({ name: z.string(), accuracy: z.number() })).optional(),
  scripts,
});

/** What an nmap run found. */
export const nmapResult = z.strictObject({
  /** The port scan that was really done; null where none was. */
  scan: scanType.unwrap().nullable(),
  hosts: z.array(hostResult),
  /** The most frequent services, counted over all hosts, listed or not. */
  services: z.array(z.strictObject({ port: count, protocol: z.string(), service: z.string(), hosts: count })),
  /** Output of scripts that belong to no host. */
  scripts,
  totals: z.strictObject({
    up: count,
    down: count,
    open: count,
    closed: count,
    filtered: count,
    /** `open|filtered`: no answer came, as from an open UDP port that says nothing. */
    undecided: count,
    other: count,
  }),
  /** What was found but left out of `hosts`, because the list is full; `ports` are open ones. */
  omitted: z.strictObject({ hosts: count, ports: count, scripts: count }),
  /** True where nmap was stopped, or its report was not read to its end: more may be there. */
  partial: z.boolean(),
  /** True where nmap ended by itself, but its report was cut on its way or is not well formed. */
  damaged: z.boolean(),
});

export type ScanType = z.output<typeof scanType>;
export type ScriptResult = NonNullable<z.output<typeof scripts>>[number];
export type ServiceResult = NmapResult['services'][number];
export type PortState = z.output<typeof portState>;
export type PortResult = z.output<typeof portResult>;
export type HostResult = z.output<typeof hostResult>;
export type NmapResult = z.output<typeof nmapResult>;
