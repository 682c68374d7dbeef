import { z } from 'zod';
import { endOfOptions, flag, option, positional } from '../../src/argv/build.ts';
import { failure } from '../../src/kernel/failure.ts';
import { err, ok } from '../../src/kernel/result.ts';
import { oneHost } from '../../src/scope/endpoint.ts';
import { defineTool } from '../../src/tools/define-tool.ts';

/** Whether a host answers, and how fast. */
export const ping = defineTool({
  name: 'ping',
  title: 'Ping',
  description:
    'Sends a few ICMP echo requests to one authorised host and counts the replies. Use it to see whether a host is there; ' +
    'use port_check where ICMP is filtered. Returns how many requests were sent and answered. What the scope refuses is never sent: do not retry it.',
  program: 'ping',
  identity: { argv: [flag('-V')], expects: /^ping from iputils (\S+)/m },
  limits: { timeoutSec: 30, stdoutBytes: 16 * 1024 },
  annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: true },
  params: z.strictObject({ count: z.int().min(1).max(10).default(3).describe('Requests to send.') }),
  targets: ({ target }) => [oneHost(target)],
  argv: ({ count }, [target]) => [flag('-n'), option('-c', count), endOfOptions, positional(target)],
  exitCodes: { ok: [0, 1], broken: [2] },
  result: z.strictObject({ sent: z.int(), received: z.int() }),
  parse: ({ stdout }) => {
    const [, sent, received] = /^(\d{1,4}) packets transmitted, (\d{1,4}) received/m.exec(stdout) ?? [];
    if (sent === undefined) return err(failure('tool.output', 'ping printed no statistics.'));
    return ok({ sent: Number(sent), received: Number(received) });
  },
  summarise: ({ sent, received }) => `${received} of ${sent} requests were answered.`,
  untrusted: [],
  example: { target: '10.0.0.5' },
});
