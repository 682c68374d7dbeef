import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noPostgres, ownPostgres, type OwnPostgres } from '../src/store/fixtures/own-postgres.ts';
import { createSandbox } from './command-line.ts';
import { startServing } from './serving.ts';

const sandbox = createSandbox();
let postgres: OwnPostgres | null = null;
beforeAll(async () => {
  postgres = noPostgres === null ? await ownPostgres() : null;
});
afterAll(() => {
  postgres?.[Symbol.dispose]();
  sandbox.remove();
});

test.skipIf(noPostgres !== null)(
  'a server on PostgreSQL refuses calls while that is away, says so, and goes on by itself afterwards',
  async () => {
    const url = postgres?.database().url ?? '';
    const server = await startServing(sandbox, '--set', `database.url=${url}`);
    const client = new Client({ name: 'postgres', version: '1' });
    await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url)));
    const statusOf = async (path: string): Promise<number> => (await fetch(server.url + path)).status;
    const check = async (): Promise<unknown> =>
      (await client.callTool({ name: 'scope_check', arguments: { target: '10.0.0.5' } })).structuredContent;
    await expect.poll(() => statusOf('/readyz')).toBe(200);
    expect(await check()).toMatchObject({ status: 'succeeded' });

    postgres?.stop();
    expect(await check()).toMatchObject({ status: 'failed', error: { code: 'store.unavailable' } });
    await expect.poll(() => statusOf('/readyz')).toBe(503);
    expect(await statusOf('/livez')).toBe(200);

    postgres?.start();
    await expect.poll(() => statusOf('/readyz')).toBe(200);
    expect(await check()).toMatchObject({ status: 'succeeded' });
    await client.close();
    await server.stop();
    const verified = await sandbox.run(['audit', 'verify', '--set', `database.url=${url}`]);
    expect([verified.code, verified.stdout]).toEqual([0, expect.stringContaining('records are intact')]);
  },
);
