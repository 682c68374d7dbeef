import { z } from 'zod';
import { endOfOptions, flag, inSeconds, option, positional } from '../../argv/build.ts';
import { instead, sets } from '../../argv/grammar.ts';
import { int } from '../../argv/value-spec.ts';
import { oneHost } from '../../scope/endpoint.ts';
import { defineTool } from '../define-tool.ts';
import { parsePing } from './ping/parse.ts';
import { pingResult } from './ping/result.ts';
import { pingSightings } from './ping/sightings.ts';
import { summarisePing } from './ping/summary.ts';

const flood = 'The pace is bounded: give count and interval_ms.';
const elsewhere = 'It would choose the way or the sender of packets; routing does that.';
const shown = 'Results hold every reply, with its time.';

/** Whether a host answers ICMP echo requests, and how fast. */
export const ping = defineTool({
  name: 'ping',
  title: 'Ping',
  description:
    'Sends ICMP echo requests to one authorised host and returns replies, loss and round-trip times. ' +
    'Use it to see whether a host is there and how far; silence is no proof that it is not: try port_check. ' +
    'For the way to it use traceroute. No reply is a result, not an error. ' +
    'What the scope refuses is never sent: do not retry it.',
  program: 'ping',
  identity: { argv: [flag('-V')], expects: /^ping from iputils (\S+)/m },
  raw: {
    // A right to raw sockets, a file capability and ping_group_range all do: only a try tells. It stays on loopback.
    probe: {
      argv: [flag('-n'), option('-c', 1), option('-W', 1), endOfOptions, flag('127.0.0.1')].flat(),
      expects: /^1 packets transmitted, 1 received/m,
    },
    needed: 'always',
    instead: 'port_check connects to TCP ports and needs no raw sockets.',
    says: {
      works: 'It works here.',
      fails: 'It does not work here: ping may open no ICMP socket. Use port_check.',
    },
    hides: {},
  },
  limits: { stdoutBytes: 64 * 1024 },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  targetIs: 'Address or host name.',
  params: z.strictObject({
    count: z.int().min(1).max(100).default(4).describe('Requests, 1–100.'),
    size: z.int().min(0).max(1472).optional().describe('Bytes of data, 0–1472; default 56.'),
    interval_ms: z.int().min(200).max(10_000).default(1000).describe('Between requests, from 200.'),
    ttl: z.int().min(1).max(255).optional().describe('Most hops.'),
    wait_sec: z.int().min(1).max(10).default(2).describe('For the last reply.'),
  }),
  targets: ({ target }) => [oneHost(target)],
  requests: ({ count }) => count,
  argv: ({ count, size, interval_ms, ttl, wait_sec }, [target], extra) => [
    flag('-n'),
    flag(target.interval?.family === 6 ? '-6' : '-4'),
    option('-c', count),
    size !== undefined && option('-s', size),
    inSeconds('-i', interval_ms),
    ttl !== undefined && option('-t', ttl),
    option('-W', wait_sec),
    extra,
    endOfOptions,
    positional(target),
  ],
  extraArgs: {
    '-c': sets('count', int(1, 100)),
    '-s': sets('size', int(0, 1472)),
    '-t': sets('ttl', int(1, 255)),
    '-W': sets('wait_sec', int(1, 10)),
    '-i': instead('Give interval_ms, in milliseconds.'),
    '-w': instead('Give timeout_sec.'),
    '-n': instead('Names are never looked up.'),
    '-4': instead('The family follows from the target.'),
    '-6': instead('The family follows from the target.'),
    '-q': instead(shown),
    '-D': instead(shown),
    '-O': instead(shown),
    '-v': instead(shown),
    '-f': instead(flood),
    '-A': instead(flood),
    '-l': instead(flood),
    '-b': instead('A broadcast address is answered by hosts that nobody named.'),
    '-I': instead(elsewhere),
    '-R': instead(elsewhere),
    '-T': instead(elsewhere),
    '-m': instead(elsewhere),
    '-N': instead('It asks a node for its names and addresses.'),
  },
  // 1 is no reply; 2 is no way to the host, which is no fault of ping's.
  exitCodes: { ok: [0, 1], broken: [] },
  result: pingResult,
  parse: parsePing,
  summarise: summarisePing,
  sightings: pingSightings,
  untrusted: ['errors[].text'],
  example: { target: '10.0.0.5' },
});
