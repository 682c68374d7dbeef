import { spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { createServer } from 'node:net';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { hasDig, hasNmap, pathOf } from '../../../test/installed.ts';
import { planOf, policy } from '../../../test/tool-suite.ts';
import { sampleScope } from '../../scope/fixtures/sample-scope.ts';
import { formatIpv4 } from '../../scope/ipv4.ts';
import type { Finding, Tool } from '../tool.ts';
import { dig } from './dig.ts';
import { nmap } from './nmap.ts';

// Real programs, and nothing but loopback: the scope of these tests allows no other address.
const loopback = { ...policy, scope: sampleScope({ allow: ['loopback'], allowLoopback: true }) };

describe.skipIf(!hasNmap)('nmap (skipped where it is not installed)', () => {
  test(
    'reads the blocks of a range as exactly the addresses that were judged',
    { timeout: 60_000 },
    async () => {
      const range = fc.tuple(
        fc.integer({ min: 0x7f000000, max: 0x7ffffbff }),
        fc.integer({ min: 0, max: 700 }),
      );
      for (const [lo, more] of fc.sample(range, 25)) {
        const target = `${formatIpv4(lo)}-${formatIpv4(lo + more)}`;
        const { stdout } = await run(nmap, { target, scan: 'list' });
        const listed = [...stdout.matchAll(/<address addr="([^"]+)"/g)].map(([, address]) => address);
        expect(listed, target).toEqual(Array.from({ length: more + 1 }, (_, at) => formatIpv4(lo + at)));
      }
    },
  );

  test('knows every flag that a call can bring', { timeout: 60_000 }, async () => {
    const port = await listen();
    const { code, stderr, finding } = await run(nmap, {
      target: '127.0.0.1',
      ports: String(port),
      scripts: ['banner'],
      version_intensity: 0,
      extra_args: '-sV --open -T4 --max-rate 1000 --max-retries 1 --host-timeout 30s --reason -r -v',
    });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(finding.summary).toMatch(
      new RegExp(`^1 host up, 0 down; 1 open port, 1 service\\. ${port}/tcp ssh \\(127\\.0\\.0\\.1\\)\\.`),
    );
  });

  test.each(['list', 'ping'])('scan="%s" works, over IPv6 too', async (scan) => {
    const { code, finding } = await run(nmap, { target: '::1', scan });
    expect(code).toBe(0);
    expect(finding.result).toMatchObject({ hosts: [{ address: '::1', ports: [] }], partial: false });
  });
});

describe.skipIf(!hasDig)('dig (skipped where it is not installed)', () => {
  test('asks the pinned server the one question', async () => {
    const { port, asked } = await answerDns();
    const { code, finding } = await run(dig, {
      target: '127.0.0.9',
      server: '127.0.0.1',
      port,
      extra_args: '+norecurse +tries=2',
    });
    expect(code).toBe(0);
    expect(asked).toEqual(['9.0.0.127.in-addr.arpa']);
    expect(finding.result).toMatchObject({ status: 'NXDOMAIN', records: [] });
  });

  test('a server that is silent is no broken dig', async () => {
    const { code, finding } = await run(dig, {
      target: '127.0.0.9',
      server: '127.0.0.1',
      port: 1,
      extra_args: '+time=1',
    });
    expect(code).toBe(9);
    expect(dig.exitCodes.broken).not.toContain(code);
    expect(finding.summary).toBe('The DNS server did not answer.');
  });
});

interface Ran {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly finding: Finding;
}

/** Runs a call's own command line, without a terminal as the runner has none, and reads what it printed. */
async function run(tool: Tool, input: Readonly<Record<string, unknown>>): Promise<Ran> {
  const plan = planOf(tool, input, loopback);
  if (!plan.ok) throw new Error(plan.error.message);
  const { argv, program, streams } = plan.value;
  const child = spawn(pathOf(program.name) ?? program.name, argv, {
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {},
  });
  const [out, error] = await Promise.all([
    child.stdout.toArray(),
    child.stderr.toArray(),
    once(child, 'close'),
  ]);
  const reader = tool.read(plan.value);
  const stdout = Buffer.concat(out);
  const text = stdout.toString();
  if (streams) reader.write(stdout);
  const found = reader.end({
    stdout: text,
    stderr: '',
    truncatedStdout: false,
    returncode: child.exitCode,
    complete: true,
  });
  if (!found.ok) throw new Error(`${found.error.message} ${Buffer.concat(error).toString()}`);
  return {
    code: child.exitCode,
    stdout: text,
    stderr: Buffer.concat(error).toString(),
    finding: found.value,
  };
}

async function listen(): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.end('SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** A DNS server that knows no name and remembers what it was asked. */
async function answerDns(): Promise<{ readonly port: number; readonly asked: readonly string[] }> {
  const asked: string[] = [];
  const socket = createSocket('udp4', (question, from) => {
    const labels: string[] = [];
    let at = 12;
    for (let length = question[at] ?? 0; length > 0; length = question[at] ?? 0) {
      labels.push(question.toString('latin1', at + 1, at + 1 + length));
      at += length + 1;
    }
    asked.push(labels.join('.'));
    const answer = Buffer.from(question.subarray(0, at + 5));
    answer.writeUInt16BE(0x8583, 2);
    answer.writeUInt16BE(0, 10);
    socket.send(answer, from.port, from.address);
  });
  socket.bind(0, '127.0.0.1');
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  return { port: socket.address().port, asked };
}
