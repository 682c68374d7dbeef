import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createSandbox } from './command-line.ts';
import { startServing, type Serving } from './serving.ts';

const rules = new URL('../docs/prometheus/', import.meta.url).pathname;
const hasPrometheus = spawnSync('prometheus', ['--version']).status === 0;

describe.runIf(hasPrometheus)('a real Prometheus (needs its package)', () => {
  const sandbox = createSandbox();
  let server: Serving;
  let prometheus: ChildProcess;
  let api: string;

  beforeAll(async () => {
    server = await startServing(sandbox);
    const folder = join(sandbox.folder, 'prometheus');
    mkdirSync(folder);
    for (const name of ['recording-rules.yml', 'alerting-rules.yml'])
      cpSync(join(rules, name), join(folder, name));
    const usual = readFileSync(join(rules, 'prometheus.yml'), 'utf8');
    const { host } = new URL(server.url);
    const quick = usual.replace('127.0.0.1:8080', host).replaceAll('interval: 15s', 'interval: 1s');
    writeFileSync(join(folder, 'prometheus.yml'), quick);
    const listen = `127.0.0.1:${await freePort()}`;
    api = `http://${listen}/api/v1`;
    prometheus = spawn(
      'prometheus',
      ['--config.file=prometheus.yml', '--storage.tsdb.path=data', `--web.listen-address=${listen}`],
      { cwd: folder, stdio: 'ignore' },
    );
    await makeCalls(server.url);
  });
  afterAll(async () => {
    const ended = once(prometheus, 'exit');
    prometheus.kill('SIGTERM');
    await ended;
    await server.stop();
    sandbox.remove();
  });

  /** The value of an expression, once there is one. */
  const valueOf = async (expression: string): Promise<string | null> => {
    const asked = await fetch(`${api}/query?query=${encodeURIComponent(expression)}`).catch(() => null);
    const answer = queryAnswer.safeParse(asked === null ? null : await asked.json());
    return answer.success ? (answer.data.data.result[0]?.value[1] ?? null) : null;
  };

  it('scrapes it under load, and sees what was called', async () => {
    const slow = { timeout: 20_000, interval: 200 };
    await expect.poll(() => valueOf('up{job="bailiwick"}'), slow).toBe('1');
    const calls = 'sum(mcp_tool_execution_total{tool="port_check",status="succeeded"})';
    await expect.poll(() => valueOf(calls), slow).toBe(String(callsMade));
    await expect.poll(() => valueOf('scrape_samples_scraped{job="bailiwick"} > 100'), slow).not.toBeNull();
  });

  it('accepts every rule, and evaluates each without an error', async () => {
    await expect
      .poll(async () => new Set((await rulesOf(api)).map(({ health }) => health)), { timeout: 20_000 })
      .toEqual(new Set(['ok']));
    expect((await rulesOf(api)).map(({ lastError = '' }) => lastError).join('')).toBe('');
  });

  it('finds every metric of a rule in a live scrape', async () => {
    const scrape = await (await fetch(`${server.url}/metrics`)).text();
    const known = new Set(Array.from(scrape.matchAll(/^([a-z_]+)(?:\{| )/gm), ([, name]) => name));
    const recorded = new Set((await rulesOf(api)).map(({ name }) => name));
    const used = (await rulesOf(api)).flatMap(
      ({ query }) => query.match(/\b[a-z][a-z0-9_:]*_[a-z0-9_:]+\b/g) ?? [],
    );
    const metrics = used.filter((name) => /^(?:mcp|bailiwick|process|nodejs|tool:|job:)/.test(name));
    expect(metrics.length).toBeGreaterThan(10);
    expect(metrics.filter((name) => !known.has(name) && !recorded.has(name))).toEqual([]);
  });

  it('promtool has nothing to say against the rules, the configuration and the scrape', async () => {
    const files = ['recording-rules.yml', 'alerting-rules.yml'].map((name) => join(rules, name));
    expect(spawnSync('promtool', ['check', 'rules', '--lint-fatal', ...files]).status).toBe(0);
    expect(spawnSync('promtool', ['check', 'config', join(rules, 'prometheus.yml')]).status).toBe(0);
    const scrape = await (await fetch(`${server.url}/metrics`)).text();
    const linted = spawnSync('promtool', ['check', 'metrics'], { input: scrape, encoding: 'utf8' });
    expect(linted.stderr).toBe('');
    expect(linted.status).toBe(0);
  });
});

const callsMade = 20;

/** Calls that succeed, and one that is refused. */
async function makeCalls(url: string): Promise<void> {
  const client = new Client({ name: 'end-to-end', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', url)));
  const call = (target: string) =>
    client.callTool({
      name: 'port_check',
      arguments: { target, ports: '1', dry_run: target !== '127.0.0.1' },
    });
  await call('203.0.113.9');
  await Promise.all(Array.from({ length: callsMade }, () => call('127.0.0.1')));
  await client.close();
}

const queryAnswer = z.object({
  data: z.object({ result: z.array(z.object({ value: z.tuple([z.number(), z.string()]) })) }),
});
const rulesAnswer = z.object({
  data: z.object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            name: z.string(),
            query: z.string(),
            health: z.string(),
            lastError: z.string().optional(),
          }),
        ),
      }),
    ),
  }),
});

const rulesOf = async (api: string) =>
  rulesAnswer.parse(await (await fetch(`${api}/rules`)).json()).data.groups.flatMap((group) => group.rules);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
