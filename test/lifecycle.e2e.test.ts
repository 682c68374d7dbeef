import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { descendantsOf } from '../src/cli/demo/process-list.ts';
import { createSandbox } from './command-line.ts';
import { isAlive, runsBelow } from './processes.ts';
import { startServing, type Serving } from './serving.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());

const begun = join(sandbox.folder, 'begun');
const walk = { name: 'snmpwalk', arguments: { target: '127.0.0.1', community: 'public' } };

/** A server of which one call takes `seconds`, and each further one waits. */
async function serveSlowly(seconds: number): Promise<{ server: Serving; client: Client }> {
  const stubs = sandbox.stub(
    'snmpwalk',
    `: >>${begun}\nsleep ${seconds}\necho '.1.3.6.1.2.1.1.5.0 = STRING: "a name"'\nrm -f ${begun}`,
  );
  const words = [
    `tool.search_path=${stubs},/usr/bin,/bin`,
    'security.concurrency_limit=1',
    'server.shutdown_grace_period=30',
  ];
  const server = await startServing(sandbox, ...words.flatMap((word) => ['--set', word]));
  onTestFinished(server.stop);
  const client = new Client({ name: 'end-to-end', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url)));
  return { server, client };
}

it('at SIGTERM a running call goes on to its end, also through SIGHUP, while one that waits and a new one are told when to come back', async () => {
  const { server, client } = await serveSlowly(2);
  const running = client.callTool(walk);
  await expect.poll(() => existsSync(begun), { timeout: 10_000 }).toBe(true);
  const waiting = client.callTool(walk);
  await expect.poll(async () => await (await fetch(`${server.url}/metrics`)).text()).toContain('mcp_');
  server.signal('SIGTERM');
  const refused = { error: { code: 'limit.busy', retry_after_sec: 5 } };
  expect((await waiting).structuredContent).toMatchObject(refused);
  server.signal('SIGHUP');
  expect((await client.callTool(walk)).structuredContent).toMatchObject(refused);
  expect((await running).structuredContent).toMatchObject({ status: 'succeeded' });
  expect(await server.ended).toBe(143);
});

it('a second signal ends at once what was given time, and leaves no process', async () => {
  const { server, client } = await serveSlowly(20);
  const running = client.callTool(walk);
  await expect.poll(() => existsSync(begun), { timeout: 10_000 }).toBe(true);
  server.signal('SIGTERM');
  await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status).toBe(503);
  const started = descendantsOf(server.pid).map(({ pid }) => pid);
  expect(runsBelow(server.pid)).not.toEqual([]);
  const asked = performance.now();
  server.signal('SIGINT');
  expect((await running).structuredContent).toMatchObject({ status: 'cancelled' });
  expect(await server.ended).toBe(143);
  expect(performance.now() - asked).toBeLessThan(2_500);
  expect([...started, server.pid].filter(isAlive)).toEqual([]);
});
