import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createSandbox } from './command-line.ts';
import { startServing, type Serving } from './serving.ts';

const sandbox = createSandbox();
const serving: Serving[] = [];
// Those that a test has not ended itself, since it failed.
afterAll(async () => {
  await Promise.all(serving.map((server) => server.stop()));
  sandbox.remove();
});

const scanned = join(sandbox.folder, 'scanned');
const held = join(sandbox.folder, 'held');
const target = '10.20.0.0/20';

/** Scans nothing: it writes down which targets it was given, and reports every third address with an open port. */
const stub = `
for word; do last=$word; done
if [ -e ${held} ] && [ "$last" = "$(cat ${held})" ]; then echo "began $last" >>${scanned}; echo '<nmaprun version="7">'; sleep 600; fi
echo '<nmaprun version="7"><scaninfo type="connect" protocol="tcp"/>'
awk -v cidr="$last" 'BEGIN {
  split(cidr, part, "/"); split(part[1], octet, "."); count = 2 ^ (32 - part[2])
  for (at = 0; at < count; at++) {
    third = octet[3] + int(at / 256); fourth = at % 256
    if ((third * 256 + fourth) % 3 == 0)
      printf "<host><status state=\\"up\\" reason=\\"conn-refused\\"/><address addr=\\"10.20.%d.%d\\" addrtype=\\"ipv4\\"/><ports><port protocol=\\"tcp\\" portid=\\"22\\"><state state=\\"open\\"/><service name=\\"s%d\\"/></port></ports></host>\\n", third, fourth, fourth % 70
  } }'
echo '<runstats><finished exit="success"/></runstats></nmaprun>'
echo "done $last" >>${scanned}`;

const words = ['scope.allow=10.20.0.0/16', 'scope.max_hosts_per_call=4096'].flatMap((word) => [
  '--set',
  word,
]);
const slices = Array.from({ length: 16 }, (_, at) => `10.20.${at}.0/24`);
const whole = z.looseObject({ totals: z.looseObject({ up: z.number() }), partial: z.boolean() });
const reply = z.object({
  run_id: z.string(),
  status: z.string(),
  result: whole.nullable(),
  error: z.looseObject({ recovery_suggestion: z.string() }).nullable(),
});

let unbroken: unknown;

beforeAll(async () => {
  words.push('--set', `tool.search_path=${sandbox.stub('nmap', stub)},/usr/bin,/bin`);
  const ended = await run(
    'run',
    'nmap',
    target,
    '--ports',
    '22',
    '--json',
    '--set',
    'limits.slice_addresses=0',
  );
  unbroken = reply.parse(JSON.parse(ended.stdout)).result;
  expect(takeScanned()).toEqual([`done ${target}`]);
});

const run = (...args: readonly string[]) => sandbox.run([...args, '--config', sandbox.config, ...words]);

function takeScanned(): readonly string[] {
  const lines = existsSync(scanned) ? readFileSync(scanned, 'utf8').trim().split('\n') : [];
  rmSync(scanned, { force: true });
  return lines;
}

async function serve(...more: readonly string[]): Promise<Serving> {
  const server = await startServing(sandbox, ...more);
  serving.push(server);
  return server;
}

async function connect(server: Serving): Promise<Client> {
  const client = new Client({ name: 'end-to-end', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url)));
  return client;
}

const call = async (client: Client, name: string, input: Readonly<Record<string, unknown>>) =>
  reply.parse((await client.callTool({ name, arguments: { ...input } })).structuredContent);

/** The result that is kept, whole. */
async function resultOf(runId: string): Promise<unknown> {
  const kept = await run('runs', 'output', runId, '--format', 'json');
  return reply.parse(JSON.parse(kept.stdout)).result;
}

describe('a scan of a /20', () => {
  it('is made in slices, and its result is that of one run', async () => {
    const ended = await run('run', 'nmap', target, '--ports', '22', '--json');
    expect(takeScanned()).toEqual(slices.map((slice) => `done ${slice}`));
    expect(reply.parse(JSON.parse(ended.stdout))).toMatchObject({ status: 'succeeded', result: unbroken });
    const third = await run('runs', 'output', 'last', '--stream', '3.stdout');
    expect(third.stdout).toContain('addr="10.20.2.1"');
    expect(third.stderr).toBe('its other programs printed more: 15 streams, such as --stream 2.stdout\n');
  });

  it('is cancelled half-way, its server killed, and goes on in the next one: each slice is done once, and nothing is missing', async () => {
    writeFileSync(held, '10.20.8.0/24');
    const wait = ['--set', 'server.inline_wait_sec=1'];
    const first = await serve(...words, ...wait);
    const client = await connect(first);
    const standing = await call(client, 'nmap', { target, ports: '22' });
    expect(standing.status).toBe('running');
    await expect.poll(() => readFileSync(scanned, 'utf8'), { timeout: 20_000 }).toContain('began');
    const { run_id } = standing;
    const cancelled = await call(client, 'run_cancel', { run_id });
    expect(cancelled).toMatchObject({
      status: 'cancelled',
      result: { partial: true },
      error: { recovery_suggestion: `nmap(target="${target}", resume="${run_id}")` },
    });
    first.signal('SIGKILL');
    await first.ended;
    rmSync(held);
    const second = await serve(...words);
    const again = await connect(second);
    const ended = await call(again, 'nmap', { target, resume: run_id });
    expect(ended.status).toBe('succeeded');
    expect(await resultOf(ended.run_id)).toEqual(unbroken);
    expect(takeScanned().filter((line) => line !== 'began 10.20.8.0/24')).toEqual(
      slices.map((slice) => `done ${slice}`),
    );
    expect(await call(again, 'nmap', { target, resume: run_id })).toMatchObject({ status: 'refused' });
    await second.stop();
  });

  it('whose server is killed in the middle goes on from the command line, where the scope still allows what is left', async () => {
    writeFileSync(held, '10.20.5.0/24');
    const server = await serve(...words, '--set', 'server.inline_wait_sec=1');
    await call(await connect(server), 'nmap', { target, ports: '22' });
    await expect.poll(() => readFileSync(scanned, 'utf8'), { timeout: 20_000 }).toContain('began');
    server.signal('SIGKILL');
    await server.ended;
    rmSync(held);
    const shown = await run('runs', 'show', 'last');
    expect(shown.stdout).toMatch(/5 of 16 slices are done; `bailiwick runs resume r-/);
    const refused = await run('runs', 'resume', 'last', '--set', 'scope.deny=10.20.7.0/24');
    expect([refused.code, refused.stderr]).toEqual([3, expect.stringContaining('scope.denied')]);
    const ended = await run('runs', 'resume', 'last', '--json');
    expect(reply.parse(JSON.parse(ended.stdout))).toMatchObject({ status: 'succeeded', result: unbroken });
    expect(takeScanned().filter((line) => !line.startsWith('began'))).toEqual(
      slices.map((slice) => `done ${slice}`),
    );
    expect((await run('audit', 'verify')).code).toBe(0);
  });
});
