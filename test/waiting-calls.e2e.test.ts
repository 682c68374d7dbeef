import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { z } from 'zod';
import { createGuards } from '../src/app/guards.ts';
import { targetGuardOf } from '../src/app/target-limits.ts';
import { endOfOptions, positional } from '../src/argv/build.ts';
import { configSchema } from '../src/config/schema.ts';
import { openLab } from '../src/exec/fixtures/lab.ts';
import { systemClock } from '../src/host/clock.ts';
import { ok } from '../src/kernel/result.ts';
import { inForce } from '../src/pipeline/fixtures/in-force.ts';
import { stage } from '../src/pipeline/fixtures/stage.ts';
import type { Pipeline } from '../src/pipeline/pipeline.ts';
import { startRun } from '../src/pipeline/start-run.ts';
import { oneHost } from '../src/scope/endpoint.ts';
import { sampleScope } from '../src/scope/fixtures/sample-scope.ts';
import { httpProbe } from '../src/tools/catalogue/http-probe.ts';
import { httpProbeResult } from '../src/tools/catalogue/http-probe/result.ts';
import { defineTool } from '../src/tools/define-tool.ts';
import { samplePolicy } from '../src/tools/fixtures/sample-policy.ts';
import type { Tool } from '../src/tools/tool.ts';
import { pathOf } from './installed.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-waiting-'));
const gate = join(folder, 'gate');
const lab = openLab({ searchPath: [folder, '/usr/bin', '/bin'] });
afterAll(async () => {
  await lab.close();
  rmSync(folder, { recursive: true });
});

/** A tool that sends nothing: its program is the given shell script. */
function scripted(name: string, script: string): Tool {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return defineTool({
    name,
    title: name,
    description: name,
    program: name,
    identity: { argv: [], expects: /./ },
    limits: { concurrency: 2, timeoutSec: 20 },
    annotations: { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false },
    params: z.strictObject({}),
    targets: ({ target }) => [oneHost(target)],
    ports: () => [],
    argv: (_, [target]) => [endOfOptions, positional(target)],
    exitCodes: { ok: [0], broken: [] },
    result: z.strictObject({ said: z.string() }),
    parse: ({ stdout }) => ok({ said: stdout }),
    summarise: () => 'Done.',
    untrusted: ['said'],
    example: { target: '10.0.0.5' },
  });
}

/** The pipeline of a server with these tools, where one call at a time touches an address and nobody waits longer than 15 s. */
function serverWith(...tools: readonly Tool[]) {
  const config = configSchema.parse({
    version: 1,
    scope: { max_concurrent_per_target: 1 },
    limits: { queue_wait_sec: 15 },
  });
  const now = () => ({ config, placeOf: (path: string) => path });
  const guards = createGuards(tools, {
    now,
    targets: targetGuardOf(now, systemClock),
    clock: systemClock,
    random: Math.random,
    listen: () => undefined,
  });
  const { pipeline, events } = stage();
  const policy = { ...samplePolicy, scope: sampleScope({ allow: ['loopback'], allowLoopback: true }) };
  const server: Pipeline = {
    ...inForce(pipeline, {
      policy: () => ok(policy),
      find: (name) => ok(tools.find((tool) => tool.name === name) ?? scripted('none', 'exit 1')),
    }),
    guards: guards.of,
    ports: {
      ...pipeline.ports,
      clock: systemClock,
      executor: lab.executor,
      programs: { identify: async ({ program }) => ok({ path: program.name, version: null, raw: null }) },
    },
  };
  const caller = { channel: 'library', principal: 'local', client: null } as const;
  const started = (): number => events.filter(({ type }) => type === 'started').length;
  return {
    call: (tool: string, target: string) => startRun(server, { tool, input: { target }, caller }).result,
    started,
    untilStarted: async (count: number): Promise<void> => {
      for (let tries = 0; started() < count && tries < 500; tries += 1) {
        // oxlint-disable-next-line no-await-in-loop -- looks again until it is so, for ten seconds at most
        await sleep(20);
      }
      expect(started()).toBe(count);
    },
  };
}

test('a call that waits for its busy tool leaves its target to another tool, which runs at once', async () => {
  writeFileSync(gate, '');
  const slow = scripted('slow', `while [ -e ${gate} ]; do sleep 0.02; done; echo "slow $2"`);
  const quick = scripted('quick', 'echo "quick $2"');
  const { call, started, untilStarted } = serverWith(slow, quick);
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
  expect(lab.leftFolders()).toEqual([]);
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
    const { call } = serverWith(httpProbe);
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
