import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { Agent, get } from 'node:http';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { createSandbox } from './command-line.ts';
import { startServing, type Serving } from './serving.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());

const searchPath = `tool:\n  search_path: [${join(sandbox.folder, 'stubs')}, /usr/bin, /bin]\n`;
const scope = 'version: 1\nscope:\n  allow: [127.0.0.0/8]\n  allow_loopback: true\n';

async function serve(config: string, tool = searchPath): Promise<Serving> {
  writeFileSync(sandbox.config, config + tool);
  const server = await startServing(sandbox);
  onTestFinished(server.stop);
  return server;
}

async function connect({ url }: Serving): Promise<Client> {
  const client = new Client({ name: 'health', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url)));
  onTestFinished(() => client.close());
  return client;
}

const scan = (target: string) => ({ name: 'nmap', arguments: { target, ports: '9' } });
const statusOf = async ({ url }: Serving, path: string): Promise<number> =>
  await fetch(url + path, { headers: { connection: 'close' } }).then(
    ({ status }) => status,
    () => 0,
  );
const told = async ({ url }: Serving, path: string): Promise<string> =>
  await (await fetch(url + path)).text();

it('B4: from SIGTERM on /readyz is 503, and /livez 200 until the server is gone', async () => {
  const begun = join(sandbox.folder, 'begun');
  sandbox.stub('nmap', `trap '' TERM\n: >${begun}\nfor i in 1 2 3 4 5 6 7 8 9 10; do sleep 1; done`);
  const server = await serve(`${scope}limits:\n  kill_grace_sec: 2\nserver:\n  shutdown_grace_period: 0\n`);
  const client = await connect(server);
  const call = client.callTool(scan('127.0.0.1')).catch(() => null);
  await expect.poll(() => existsSync(begun), { timeout: 15_000 }).toBe(true);
  expect([await statusOf(server, '/readyz'), await statusOf(server, '/livez')]).toEqual([200, 200]);
  server.signal('SIGTERM');
  await expect.poll(() => statusOf(server, '/readyz'), { interval: 5, timeout: 1500 }).toBe(503);
  const seen: (readonly [number, number])[] = [];
  for (let probe = 0; probe < 2000; probe += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other, until it is gone
    const both = [await statusOf(server, '/readyz'), await statusOf(server, '/livez')] as const;
    if (both.includes(0)) break;
    seen.push(both);
  }
  expect(seen.length).toBeGreaterThan(5);
  expect(new Set(seen.map(String))).toEqual(new Set(['503,200']));
  expect(await server.ended).toBe(143);
  await call;
});

it('B2: sixty-four parallel probes are answered while eight scans keep every processor busy', async () => {
  sandbox.stub('nmap', 'i=0\nwhile [ "$i" -lt 60000000 ]; do i=$((i+1)); done');
  const server = await serve(
    `${scope}  max_concurrent_per_target: 8\nsecurity:\n  concurrency_limit: 8\nlimits:\n  global_concurrency: 8\n`,
  );
  const client = await connect(server);
  const calls = Array.from({ length: 8 }, (_, at) =>
    client.callTool(scan(`127.0.0.${at + 1}`)).catch(() => null),
  );
  const allRun = 'mcp_tool_active{tool="nmap"} 8';
  await expect
    .poll(async () => (await told(server, '/metrics')).includes(allRun), { timeout: 20_000 })
    .toBe(true);
  const p99: number[] = [];
  // Other work on this machine may hold up any one of the batches.
  for (let batch = 0; batch < 6 && !p99.some((ms) => ms < 100); batch += 1) {
    // oxlint-disable-next-line no-await-in-loop -- batch after batch
    p99.push(await slowestOf(server));
  }
  expect(await told(server, '/metrics')).toContain(allRun);
  expect(Math.min(...p99)).toBeLessThan(100);
  await server.stop();
  await Promise.all(calls);
});

/** The 99th percentile of five times sixty-four parallel probes over connections that are open, milliseconds. */
async function slowestOf({ url }: Serving): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 64 });
  const probe = (): Promise<number> => {
    const began = performance.now();
    return new Promise((resolve, reject) => {
      get(`${url}/readyz`, { agent }, (response) => {
        response.resume().once('end', () => resolve(performance.now() - began));
      }).once('error', reject);
    });
  };
  const times: number[] = [];
  for (let round = 0; round < 6; round += 1) {
    // oxlint-disable-next-line no-await-in-loop -- round after round
    const found = await Promise.all(Array.from({ length: 64 }, probe));
    if (round > 0) times.push(...found);
  }
  agent.destroy();
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Infinity;
}

it('B8: an open breaker, a missing program and a bad reload warn, and the server stays ready', async () => {
  const stubs = sandbox.stub('nmap', 'exit 2');
  rmSync(join(stubs, 'dig'), { force: true });
  const only = `tool:\n  search_path: [${stubs}]\n`;
  const server = await serve(
    `${scope}circuit_breaker:\n  failure_threshold: 1\n  failure_kinds: [other_exit, broken_exit]\n`,
    only,
  );
  expect([await statusOf(server, '/readyz'), await statusOf(server, '/healthz')]).toEqual([200, 200]);
  const ill = async (check: string) => await told(server, `/healthz/${check}`);
  await expect.poll(() => ill('programs'), { timeout: 10_000 }).toContain('not found for');
  const client = await connect(server);
  await client.callTool(scan('127.0.0.1'));
  await expect
    .poll(() => ill('breakers'), { timeout: 10_000 })
    .toContain('Breakers refuse the calls of nmap.');
  writeFileSync(sandbox.config, 'scope: [');
  server.signal('SIGHUP');
  await expect.poll(() => ill('config'), { timeout: 10_000 }).toContain('"status":"warn"');
  expect([await statusOf(server, '/readyz'), await statusOf(server, '/livez')]).toEqual([200, 200]);
  expect(await told(server, '/healthz')).toBe('{"status":"warn"}');
});
