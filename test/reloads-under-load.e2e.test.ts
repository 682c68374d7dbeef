import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { createSandbox } from './command-line.ts';
import { reloadsOf } from './reload-by-command.ts';
import { startServing, type Serving } from './serving.ts';

const base = createSandbox();
const runtime = join(base.folder, 'runtime');
mkdirSync(runtime, { mode: 0o700 });
let serving: Serving;
let reload: Awaited<ReturnType<typeof reloadsOf>>;
let client: Client;

/** A thousand take half a minute: `RELOADS=1000 npx vitest run test/reloads-under-load.e2e.test.ts`. */
const reloads = Number(process.env['RELOADS'] ?? 100);

/** Configurations in turn: each is another version, even ones allow one host and odd ones the other. */
const hosts = ['10.0.0.4', '10.0.0.5'] as const;
const hostOf = (turn: number): string => hosts[turn % 2] ?? hosts[0];
function write(turn: number): void {
  const text = `version: 1\nscope: {allow: [${hostOf(turn)}], allow_loopback: true, max_calls_per_target_per_minute: 6000}\nlimits: {queue_size: ${100 + turn}}\nreload: {allow_widening: true, watch_interval_sec: 0}\n`;
  writeFileSync(`${base.config}.new`, text);
  renameSync(`${base.config}.new`, base.config);
}

beforeAll(async () => {
  write(0);
  const stubs = base.stub('snmpwalk', `echo '.1.3.6.1.2.1.1.5.0 = STRING: "a"'`);
  const env = { ...base.env, XDG_RUNTIME_DIR: runtime };
  serving = await startServing({ ...base, env }, '--set', `tool.search_path=${stubs}`);
  reload = await reloadsOf(env, serving.pid);
  client = new Client({ name: 'load', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', serving.url)));
});
afterAll(async () => {
  await client.close();
  await serving.stop();
  base.remove();
});

const mostOpen = 16;

const resultSchema = z.object({
  status: z.string(),
  error: z.object({ code: z.string() }).nullable(),
  metadata: z.object({ config_version: z.string() }),
});

const residentKb = (): number =>
  Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${serving.pid}/status`, 'latin1'))?.[1]);

it('D6: of many reloads under load no call sees parts of two configurations, and memory does not grow', async () => {
  const hostOfVersion = new Map<string, string>();
  const calls: Promise<{ readonly host: string; readonly result: z.output<typeof resultSchema> }>[] = [];
  let open = 0;
  const call = async (host: string, tool: object) => {
    const { structuredContent } = await client.callTool({
      name: 'snmpwalk',
      arguments: { target: host, ...tool },
    });
    open -= 1;
    return { host, result: resultSchema.parse(structuredContent) };
  };
  // Four of five are decisions about one of the two hosts; the fifth is a program that runs.
  const timer = setInterval(() => {
    // A machine that is busy with other things is given fewer.
    if (open >= mostOpen) return;
    open += 1;
    const turn = calls.length;
    calls.push(turn % 5 === 0 ? call('127.0.0.1', {}) : call(hostOf(turn), { dry_run: true }));
  }, 20);
  onTestFinished(() => clearInterval(timer));
  const memory: number[] = [];
  for (let turn = 1; turn <= reloads; turn += 1) {
    write(turn);
    // oxlint-disable-next-line no-await-in-loop -- one reload after the other
    const answer = await reload();
    if (answer.kind === 'reloaded') hostOfVersion.set(answer.version, hostOf(turn));
    if (turn % (reloads / 100) === 0) memory.push(residentKb());
  }
  clearInterval(timer);
  const ended = await Promise.all(calls);
  expect(hostOfVersion.size).toBe(reloads);
  const ran = ended.filter(({ host }) => host === '127.0.0.1');
  expect(ran.filter(({ result }) => result.status !== 'succeeded')).toEqual([]);
  const decided = ended.filter(
    ({ host, result }) => host !== '127.0.0.1' && hostOfVersion.has(versionOf(result)),
  );
  const mixed = decided.filter(
    ({ host, result }) => (hostOfVersion.get(versionOf(result)) === host) !== (result.error === null),
  );
  expect(mixed).toEqual([]);
  expect(new Set(decided.map(({ result }) => versionOf(result))).size).toBeGreaterThan(reloads / 20);
  // A fifth is warming up; what a collection has not taken yet is not counted.
  const [early, late] = [memory.slice(20, 40), memory.slice(80)].map((some) => Math.min(...some));
  expect((late ?? 0) - (early ?? 0)).toBeLessThan(32 * 1024);
}, 300_000);

const versionOf = ({ metadata }: z.output<typeof resultSchema>): string => metadata.config_version;
