import { readdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox, type Ended } from './command-line.ts';
import { startServing, type Serving } from './serving.ts';

const sandbox = createSandbox();
const runtime = join(sandbox.folder, 'runtime');
let server: Serving;
const command = (...words: readonly string[]): Promise<Ended> =>
  sandbox.run([...words, '--config', sandbox.config]);

beforeAll(async () => {
  server = await startServing(sandbox);
});
afterAll(async () => {
  await server.stop();
  expect(readdirSync(runtime)).toEqual([]);
  sandbox.remove();
});

it('a server is listed, and its socket is for its user alone', async () => {
  const [name = ''] = readdirSync(runtime);
  expect(name).toMatch(new RegExp(`^${server.pid}-[0-9a-f]{8}\\.sock$`));
  const socket = join(runtime, name);
  expect([statSync(join(socket, '..')).mode & 0o777, statSync(socket).mode & 0o777]).toEqual([0o700, 0o600]);
  const { stdout } = await command('servers', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    servers: [{ pid: server.pid, url: server.url, transport: 'http' }],
  });
});

it('nothing of it is offered to agents, nor to whoever reaches the listener', async () => {
  for (const path of ['/v1/server', '/v1/breakers', '/v1/reload', '/v1/stats', '/v1/runs'])
    // oxlint-disable-next-line no-await-in-loop -- five of them
    expect((await fetch(server.url + path)).status).toBe(404);
  expect((await fetch(`${server.url}/v1/reload`, { method: 'POST', body: '{"by":"agent"}' })).status).toBe(
    404,
  );
});

it('a breaker is opened and closed by hand, and a slip in a tool’s name is told', async () => {
  const opened = await command('breaker', 'open', 'nmap', '--reason', 'an upgrade', '--for', '10m', '--json');
  expect(JSON.parse(opened.stdout)).toMatchObject({
    breakers: [{ name: 'nmap', state: 'isolated', cause: 'by_hand', reason: 'an upgrade' }],
  });
  expect((await command('breaker', 'list')).stdout).toMatch(
    /^nmap +isolated .*for \d+ s more \(an upgrade\)$/m,
  );
  expect(await command('breaker', 'close', 'nmap')).toMatchObject({ code: 0 });
  expect((await command('breaker', 'list')).stdout).toMatch(/^nmap +closed /m);
  const slip = await command('breaker', 'open', 'nmpa');
  expect([slip.code, slip.stderr]).toEqual([2, expect.stringContaining('did you mean "nmap"?')]);
});

it('a reload tells what changed, what waits for a restart, and every error with its place', async () => {
  const text = 'version: 1\nscope: {allow: [10.0.0.0/24], allow_loopback: true}\n';
  writeFileSync(sandbox.config, `${text}logging: {level: debug}\nserver: {port: 81}\n`);
  const reloaded = await command('reload', '--json');
  expect(JSON.parse(reloaded.stdout)).toMatchObject({
    kind: 'reloaded',
    changed: expect.arrayContaining(['logging.level']),
    pending: expect.arrayContaining([]),
  });
  writeFileSync(sandbox.config, `${text}logging: {level: loud}\n`);
  const refused = await command('reload');
  expect(refused).toMatchObject({
    code: 9,
    stderr: expect.stringContaining('config.yaml:3:18: logging.level'),
  });
  writeFileSync(sandbox.config, text);
});

it('statistics of a server and its tools are told, as data and in lines', async () => {
  const client = new Client({ name: 'end-to-end', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url)));
  await client.callTool({ name: 'port_check', arguments: { target: '127.0.0.1', ports: '1' } });
  await client.callTool({ name: 'port_check', arguments: { target: '8.8.8.8', ports: '1' } });
  await client.close();
  const { stdout } = await command('stats', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'bailiwick.stats/1',
    tools: { port_check: { execution_count: 1, success_count: 1, refused_count: 1 } },
  });
  expect((await command('stats')).stdout).toMatch(/^up .*\nport_check +1 runs, 100 % well .* 1 refused/);
});

it('without a server, or with another than is meant, it says which there are', async () => {
  const other = await command('reload', '--server', '1');
  expect([other.code, other.stderr]).toEqual([2, expect.stringContaining(`these do: ${server.pid}`)]);
  const nowhere = await sandbox.run(['reload'], {
    env: { RUNTIME_DIRECTORY: join(sandbox.folder, 'empty') },
  });
  expect([nowhere.code, nowhere.stderr]).toEqual([2, expect.stringContaining('No server of yours runs')]);
});

it('a server goes on without commands where its folder is a trap', async () => {
  const trap = join(sandbox.folder, 'trap');
  symlinkSync(runtime, trap);
  const deaf = await startServing({ ...sandbox, env: { ...sandbox.env, RUNTIME_DIRECTORY: trap } });
  expect((await fetch(`${deaf.url}/livez`)).status).toBe(200);
  expect(readdirSync(runtime)).toHaveLength(1);
  await deaf.stop();
});
