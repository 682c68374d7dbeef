import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, expect, it } from 'vitest';
import * as z from 'zod';
import { createSandbox } from './command-line.ts';
import { startServing, type Serving } from './serving.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());

const starts = join(sandbox.folder, 'starts');
const stubs = sandbox.stub(
  'snmpwalk',
  `echo started >>${starts}\nsleep 2\necho '.1.3.6.1.2.1.1.5.0 = STRING: "host"'`,
);
const words = ['--set', `tool.search_path=${stubs},/usr/bin,/bin`];
const input = { target: '127.0.0.1', community: 'public' };
const started = (): number =>
  existsSync(starts) ? readFileSync(starts, 'utf8').trim().split('\n').length : 0;
const reply = z.object({
  run_id: z.string(),
  status: z.string(),
  error: z.looseObject({ field: z.string().nullable() }).nullable(),
});

async function connect(server: Serving): Promise<Client> {
  const client = new Client({ name: 'end-to-end', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url)));
  return client;
}

const call = async (client: Client, key: string, change: object = {}) => {
  const asked = { name: 'snmpwalk', arguments: { ...input, ...change }, _meta: { idempotency_key: key } };
  return reply.parse((await client.callTool(asked)).structuredContent);
};

it('a hundred calls with one key, sent to three servers at once, have one run; so have those after a restart', async () => {
  const servers = await Promise.all(Array.from({ length: 3 }, () => startServing(sandbox, ...words)));
  const clients = await Promise.all(servers.map(connect));
  const calls = Array.from({ length: 100 }, (_, at) => clients[at % 3]).flatMap((client) =>
    client === undefined ? [] : call(client, 'key-1'),
  );
  const results = await Promise.all(calls);
  expect(new Set(results.map(({ status }) => status))).toEqual(new Set(['succeeded']));
  expect([new Set(results.map(({ run_id }) => run_id)).size, started()]).toEqual([1, 1]);
  await Promise.all(servers.map((server) => server.stop()));

  const [first] = results;
  const again = await startServing(sandbox, ...words);
  const client = await connect(again);
  expect(await call(client, 'key-1')).toEqual(first);
  expect(await call(client, 'key-1', { community: 'private' })).toMatchObject({
    status: 'refused',
    error: { field: 'idempotency_key' },
  });
  expect(started()).toBe(1);
  await again.stop();
  // A person on the machine is the same local caller, and the key still means that run.
  const typed = [
    'run',
    'snmpwalk',
    '127.0.0.1',
    '--community',
    'public',
    '--idempotency-key',
    'key-1',
    '--json',
  ];
  const ended = await sandbox.run([...typed, '--config', sandbox.config, ...words]);
  expect(reply.parse(JSON.parse(ended.stdout)).run_id).toBe(first?.run_id);
  expect(started()).toBe(1);
});
