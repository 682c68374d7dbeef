import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox, type Ended } from './command-line.ts';
import { serveWords, startServing, type Serving } from './serving.ts';

const sandbox = createSandbox();
const command = (...words: readonly string[]): Promise<Ended> =>
  sandbox.run([...words, '--config', sandbox.config]);

/** A client, and how often it was told that the tools are others. */
const listening = () => {
  const told = { times: 0 };
  const onChanged = (): void => void (told.times += 1);
  const listChanged = { tools: { onChanged, debounceMs: 0 } };
  return { told, client: new Client({ name: 'end-to-end', version: '1' }, { listChanged }) };
};
const http = listening();
const stdio = listening();
const begun = join(sandbox.folder, 'begun');
const walk = { name: 'snmpwalk', arguments: { target: '127.0.0.1', community: 'public' } };
const offers = async ({ client }: typeof http): Promise<boolean> =>
  (await client.listTools()).tools.some(({ name }) => name === 'snmpwalk');
let server: Serving;

beforeAll(async () => {
  const stubs = sandbox.stub(
    'snmpwalk',
    `if mkdir ${begun}; then sleep 20; fi\necho '.1.3.6.1.2.1.1.5.0 = STRING: "a name"'`,
  );
  const words = ['--set', `tool.search_path=${stubs},/usr/bin,/bin`, '--set', 'security.concurrency_limit=1'];
  server = await startServing(sandbox, ...words);
  await http.client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url)));
  await stdio.client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [...serveWords(sandbox, '--stdio'), ...words],
      env: sandbox.env,
      stderr: 'ignore',
    }),
  );
});
afterAll(async () => {
  await Promise.all([http.client.close(), stdio.client.close()]);
  await server.stop();
  sandbox.remove();
});

it('a tool that is disabled by command is gone for every client at once, a waiting call of it refused, and the file keeps it', async () => {
  expect(await Promise.all([offers(http), offers(stdio)])).toEqual([true, true]);
  const running = http.client.callTool(walk);
  await expect.poll(() => existsSync(begun)).toBe(true);
  const waiting = http.client.callTool(walk);
  const { code, stdout } = await command('tools', 'disable', 'snmpwalk', '--json');
  expect([code, JSON.parse(stdout)]).toMatchObject([
    0,
    { schema: 'bailiwick.tools-switched/1', changed: true, servers: [{ errors: [] }, { errors: [] }] },
  ]);
  expect((await waiting).structuredContent).toMatchObject({ error: { code: 'tool.disabled' } });
  expect((await running).structuredContent).toMatchObject({ status: 'cancelled' });
  await expect.poll(() => [http.told.times, stdio.told.times]).toEqual([1, 1]);
  expect(await Promise.all([offers(http), offers(stdio)])).toEqual([false, false]);
  expect((await stdio.client.callTool(walk)).structuredContent).toMatchObject({
    error: { code: 'tool.disabled' },
  });
  expect(readFileSync(sandbox.config, 'utf8')).toMatch(/^tools:\n {2}snmpwalk:\n {4}enabled: false\n?$/m);
});

it('enabled again, every client has it again', async () => {
  expect(await command('tools', 'enable', 'snmpwalk')).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(
      /snmpwalk enabled\nserver \d+: configuration \w+ is in force\nserver \d+: /,
    ),
  });
  await expect.poll(() => [http.told.times, stdio.told.times]).toEqual([2, 2]);
  expect(await Promise.all([offers(http), offers(stdio)])).toEqual([true, true]);
  expect((await stdio.client.callTool(walk)).structuredContent).toMatchObject({ status: 'succeeded' });
});

it('a slip in one name changes nothing', async () => {
  const before = readFileSync(sandbox.config, 'utf8');
  const slip = await command('tools', 'disable', 'nmap', 'snmpwlak');
  expect([slip.code, slip.stderr]).toEqual([2, expect.stringContaining('Did you mean "snmpwalk"?')]);
  expect(readFileSync(sandbox.config, 'utf8')).toBe(before);
});

it('what the original told of a tool is told by its names, of one that is disabled too', async () => {
  const off = ['--set', 'tools.snmpwalk.enabled=false', '--set', 'metrics.enabled=false'];
  const { code, stdout } = await command('tools', 'show', 'snmpwalk', '--json', ...off);
  expect([code, JSON.parse(stdout)]).toMatchObject([
    0,
    {
      name: 'snmpwalk',
      enabled: false,
      command: 'snmpwalk',
      description: expect.stringContaining('SNMP'),
      concurrency: 2,
      timeout: expect.any(Number),
      has_metrics: false,
      has_circuit_breaker: true,
    },
  ]);
});
