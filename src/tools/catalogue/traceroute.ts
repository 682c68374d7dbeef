import { z } from 'zod';
import { endOfOptions, flag, option, positional } from '../../argv/build.ts';
import { oneHost } from '../../scope/endpoint.ts';
import { defineTool } from '../define-tool.ts';
import { fixed } from '../port-use.ts';
import { tracerouteGrammar } from './traceroute/grammar.ts';
import { parseTraceroute } from './traceroute/parse.ts';
import { tracerouteResult } from './traceroute/result.ts';
import { summariseTraceroute } from './traceroute/summary.ts';

/** The port of the first UDP probe; every further one goes to the next. */
const firstUdpPort = 33_434;

/** The routers on the way to one host. */
export const traceroute = defineTool({
  name: 'traceroute',
  title: 'Traceroute',
  description:
    'Finds the routers on the way to one authorised host, with round-trip times. Use it where ping or port_check fails, to see ' +
    'how far packets come. Every packet is addressed to the target, with a low TTL: routers on the way answer by themselves, ' +
    'and are not touched otherwise. udp probes ports from 33434 up, which must be in scope. ' +
    'What the scope refuses is never sent: do not retry it.',
  program: 'traceroute',
  identity: { argv: [flag('--version')], expects: /^Modern traceroute for Linux, version (\d\S*?),?$/m },
  raw: {
    // TCP needs a right to raw sockets where ICMP may do without. One packet to our own loopback.
    probe: {
      argv: [
        [flag('-n'), flag('-T'), option('-p', 1), option('-m', 1), option('-q', 1), option('-w', 1)].flat(),
        [endOfOptions, flag('127.0.0.1')],
      ].flat(),
      expects: /^ 1 {2}127\.0\.0\.1 /m,
    },
    needed: ({ method }) => (method === 'udp' ? null : `method="${method}"`),
    instead: 'method="udp" finds the way without raw sockets.',
    says: { works: 'All methods work here.', fails: 'Only udp works here.' },
    hides: { method: ['icmp', 'tcp'], port: 'all' },
  },
  limits: { stdoutBytes: 64 * 1024 },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  targetIs: 'Address or host name.',
  params: z
    .strictObject({
      method: z.enum(['udp', 'icmp', 'tcp']).default('udp').describe('What to probe with.'),
      max_hops: z.int().min(1).max(64).default(30).describe('1–64.'),
      queries: z.int().min(1).max(10).default(3).describe('Probes of each hop, 1–10.'),
      port: z.int().min(1).max(65_535).optional().describe('For tcp; default 80.'),
      wait_sec: z.int().min(1).max(10).default(3).describe('For an answer.'),
    })
    .superRefine(({ method, port }, context) => {
      if (port === undefined || method === 'tcp') return;
      const message = `port needs method="tcp"; method is "${method}".`;
      context.addIssue({ code: 'custom', path: ['port'], message });
    }),
  targets: ({ target }) => [oneHost(target)],
  ports: ({ method, max_hops, queries, port = 80 }) => {
    if (method === 'icmp') return [];
    if (method === 'tcp') return [fixed(port, 'port')];
    return [fixed(`${firstUdpPort}-${firstUdpPort + max_hops * queries - 1}`, 'method')];
  },
  requests: ({ max_hops, queries }) => max_hops * queries,
  argv: ({ method, max_hops, queries, port = 80, wait_sec }, [target], extra) => [
    flag('-n'),
    flag(target.interval?.family === 6 ? '-6' : '-4'),
    method === 'icmp' && flag('-I'),
    method === 'tcp' && [flag('-T'), ...option('-p', port)],
    method === 'udp' && option('-p', firstUdpPort),
    option('-m', max_hops),
    option('-q', queries),
    option('-w', wait_sec),
    extra,
    endOfOptions,
    positional(target),
  ],
  extraArgs: tracerouteGrammar,
  // 1 is no way to the host, or no right to a raw socket; neither is a broken program. 2 is a command line that it does not know.
  exitCodes: { ok: [0], broken: [2] },
  result: tracerouteResult,
  parse: parseTraceroute,
  summarise: summariseTraceroute,
  untrusted: [],
  example: { target: '10.0.0.5' },
});
