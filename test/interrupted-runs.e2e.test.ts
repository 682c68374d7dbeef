import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, expect, it } from 'vitest';
import { createSandbox } from './command-line.ts';
import { startServing, type Serving } from './serving.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());

const begun = join(sandbox.folder, 'begun');

it('a run whose server is killed says so once the next one has started, to people and to whoever asked for it', async () => {
  const stubs = sandbox.stub('snmpwalk', `: >>${begun}\nsleep 60`);
  const words = ['--set', `tool.search_path=${stubs},/usr/bin,/bin`, '--set', 'server.inline_wait_sec=1'];
  const first = await startServing(sandbox, ...words);
  const client = await connect(first);
  const call = { name: 'snmpwalk', arguments: { target: '127.0.0.1', community: 'public' } };
  const standing = await client.callTool(call);
  expect(standing.structuredContent).toMatchObject({ status: 'running' });
  await expect.poll(() => existsSync(begun), { timeout: 10_000 }).toBe(true);
  first.signal('SIGKILL');
  await first.ended;

  const second = await startServing(sandbox, ...words);
  const show = () => sandbox.run(['runs', 'show', 'last']);
  await expect.poll(async () => (await show()).stdout, { timeout: 10_000 }).toContain('; interrupted');
  expect((await show()).stdout).toContain('run.interrupted');
  const { run_id } = Object(standing.structuredContent);
  const again = await connect(second);
  const waited = await again.callTool({ name: 'run_wait', arguments: { run_id } });
  expect([waited.isError, waited.structuredContent]).toMatchObject([
    true,
    { run_id, status: 'failed', error: { code: 'run.interrupted' } },
  ]);
  expect((await sandbox.run(['audit', 'verify'])).code).toBe(0);
  await again.close();
  await second.stop();
});

async function connect(server: Serving): Promise<Client> {
  const client = new Client({ name: 'end-to-end', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url)));
  return client;
}
