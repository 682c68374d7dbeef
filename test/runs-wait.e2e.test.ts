import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { createSandbox } from './command-line.ts';
import { startServing, type Serving } from './serving.ts';

const sandbox = createSandbox();
const goOn = join(sandbox.folder, 'go-on');
const words: string[] = [];
let server: Serving;

beforeAll(async () => {
  const stubs = sandbox.stub(
    'snmpwalk',
    `for turn in $(seq 600); do [ -e ${goOn} ] && break; sleep 0.1; done\necho '.1.3.6.1.2.1.1.5.0 = STRING: "host"'`,
  );
  words.push('--config', sandbox.config, '--set', `tool.search_path=${stubs},/usr/bin,/bin`);
  server = await startServing(sandbox, ...words.slice(2), '--set', 'server.inline_wait_sec=1');
});
afterAll(async () => {
  await server.stop();
  sandbox.remove();
});

const command = (...args: readonly string[]) => sandbox.run(['runs', ...args, ...words]);

/** Starts a run that goes on after its call has returned; its id. */
async function begin(): Promise<string> {
  const client = new Client({ name: 'end-to-end', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url)));
  const called = await client.callTool({
    name: 'snmpwalk',
    arguments: { target: '127.0.0.1', community: 'public' },
  });
  await client.close();
  return z.object({ run_id: z.string(), status: z.literal('running') }).parse(called.structuredContent)
    .run_id;
}

it('a run of a server is waited for as long as somebody likes, and shown when it has ended', async () => {
  const id = await begin();
  const tired = await command('wait', id, '--timeout', '1');
  expect([tired.code, tired.stdout, tired.stderr]).toEqual([
    6,
    '',
    expect.stringContaining('is still going on after 1 s'),
  ]);
  const waiting = command('wait', id, '--json');
  const cancelled = await command('cancel', id);
  expect([cancelled.code, cancelled.stdout]).toEqual([
    0,
    expect.stringMatching(/cancelled[\s\S]*; cancelled/),
  ]);
  const waited = await waiting;
  expect([waited.code, JSON.parse(waited.stdout)]).toMatchObject([
    8,
    { run: { id, state: 'cancelled' }, result: { status: 'cancelled' } },
  ]);
  expect((await command('cancel', id)).code).toBe(0);
});

it('a run of a single command is waited for as well; it is stopped where it was started', async () => {
  const typed = sandbox.run(['run', 'snmpwalk', '127.0.0.1', '--community', 'public', '--json', ...words]);
  const running = async () => (await command('list', '--state', 'running', '-q')).stdout.trim();
  await expect.poll(running, { timeout: 10_000 }).toMatch(/^r-/);
  const id = await running();
  const refused = await command('cancel', id);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('No server of yours has the run'),
  ]);
  const waiting = command('wait', id, '--json');
  writeFileSync(goOn, '');
  const [waited, ended] = await Promise.all([waiting, typed]);
  expect([waited.code, ended.code]).toEqual([0, 0]);
  expect(JSON.parse(waited.stdout)).toMatchObject({ result: JSON.parse(ended.stdout) });
});
