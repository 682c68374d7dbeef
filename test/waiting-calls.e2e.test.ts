import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { httpProbe } from '../src/tools/catalogue/http-probe.ts';
import { httpProbeResult } from '../src/tools/catalogue/http-probe/result.ts';
import type { Tool } from '../src/tools/tool.ts';
import { pathOf } from './installed.ts';
import { openStubFolder, serverWith } from './stub-server.ts';

const stubs = openStubFolder();
const gate = join(stubs.folder, 'gate');
afterAll(stubs.close);

/** A server where one call at a time touches an address, and nobody waits longer than 15 s. */
const oneAtATime = (...tools: readonly Tool[]) =>
  serverWith(stubs.lab, tools, {
    scope: { max_concurrent_per_target: 1 },
    limits: { queue_wait_sec: 15 },
  });

test('a call that waits for its busy tool leaves its target to another tool, which runs at once', async () => {
  writeFileSync(gate, '');
  const slow = stubs.tool('slow', `while [ -e ${gate} ]; do sleep 0.02; done; echo "slow $2"`);
  const quick = stubs.tool('quick', 'echo "quick $2"');
  const { call, started, untilStarted } = oneAtATime(slow, quick);
  const running = [call('slow', '127.0.0.1'), call('slow', '127.0.0.2')];
  await untilStarted(2);
  const queued = call('slow', '127.0.0.5');
  const other = await call('quick', '127.0.0.5');
  expect(other).toMatchObject({ status: 'succeeded', result: { said: 'quick 127.0.0.5\n' } });
  expect(other.metadata.queue_sec).toBeLessThan(1);
  expect(started()).toBe(3);
  rmSync(gate);
  const said = (await Promise.all([...running, queued])).map(({ result }) => result);
  expect(said).toEqual(['127.0.0.1', '127.0.0.2', '127.0.0.5'].map((at) => ({ said: `slow ${at}\n` })));
  expect(stubs.lab.leftFolders()).toEqual([]);
});

test.skipIf(pathOf('curl') === null)(
  'two calls that redirects lead to where the other began both arrive (skipped without curl)',
  async () => {
    // Each of the two machines answers its first caller only when both have come.
    const waiting: (() => void)[] = [];
    const redirect = (to: string, response: ServerResponse): void => {
      waiting.push(() => response.writeHead(302, { location: to, connection: 'close' }).end());
      if (waiting.length === 2) for (const answer of waiting) answer();
    };
    const open = async (address: string, onPort: number, other: string): Promise<Server> => {
      const server = createServer(({ url, headers }, response) => {
        const port = headers.host?.split(':')[1] ?? '';
        if (url === '/go') redirect(`http://${other}:${port}/end`, response);
        else response.writeHead(200, { connection: 'close' }).end();
      });
      await once(server.listen(onPort, address), 'listening');
      return server;
    };
    const one = await open('127.0.0.1', 0, '127.0.0.3');
    const at = one.address();
    const port = typeof at === 'object' && at !== null ? at.port : 0;
    const two = await open('127.0.0.3', port, '127.0.0.1');
    const { call } = oneAtATime(httpProbe);
    const before = performance.now();
    const hosts = ['127.0.0.1', '127.0.0.3'];
    const ended = await Promise.all(hosts.map((host) => call('http_probe', `http://${host}:${port}/go`)));
    for (const { result } of ended)
      expect(httpProbeResult.parse(result)).toMatchObject({ status: 200, stopped: null });
    expect(performance.now() - before).toBeLessThan(10_000);
    one.close();
    two.close();
  },
);
