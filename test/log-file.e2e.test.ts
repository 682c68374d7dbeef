import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createSandbox } from './command-line.ts';
import { startServing, type Serving } from './serving.ts';

const sandbox = createSandbox();
const at = (name: string): string => join(sandbox.folder, name);
const configure = (logging: string): void =>
  writeFileSync(sandbox.config, `version: 1\nlogging: {${logging}}\nreload: {watch_interval_sec: 0}\n`);
configure('file_path: server.log');
let serving: Serving;
let client: Client;

beforeAll(async () => {
  serving = await startServing(sandbox);
  client = new Client({ name: 'log-file', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', serving.url)));
});
afterAll(async () => {
  await client.close();
  await serving.stop();
  sandbox.remove();
});

const call = () =>
  client.callTool({ name: 'port_check', arguments: { target: '10.0.0.5', ports: '1', dry_run: true } });
const textIn = (name: string): string => (existsSync(at(name)) ? readFileSync(at(name), 'utf8') : '');
const eventsIn = (name: string): readonly string[] =>
  textIn(name)
    .trimEnd()
    .split('\n')
    .map((line): string => JSON.parse(line).event);

it('a server logs to a file beside its configuration that is for its user alone', async () => {
  await call();
  expect(eventsIn('server.log')).toEqual(['server.start', 'server.listening', 'tool.call']);
  expect(statSync(at('server.log')).mode & 0o777).toBe(0o600);
});

it('format and file change with a reload, and a file that cannot be had changes nothing', async () => {
  configure('file_path: other.log, format: text');
  serving.signal('SIGHUP');
  await expect
    .poll(() => textIn('other.log'))
    .toMatch(/Z INFO {2}config\.reloaded config_version=\w+ changed=\[/);
  mkdirSync(at('folder'));
  configure('file_path: folder');
  serving.signal('SIGHUP');
  await expect.poll(() => textIn('other.log')).toContain('config.refused');
  expect(textIn('other.log')).toMatch(/logging\.file_path is .*folder.*is not a regular file/);
  await call();
  expect(textIn('other.log')).toMatch(/Z INFO {2}tool\.call run_id=r-\S+ correlation_id=\S+ tool=port_check/);
  expect(eventsIn('server.log').filter((event) => event === 'tool.call')).toHaveLength(1);
});

it('with a file stderr has warnings and worse alone', async () => {
  configure('file_path: quiet.log');
  const { code, stderr } = await sandbox.run(['serve', '--stdio', '--config', sandbox.config]);
  expect([code, stderr]).toEqual([0, '']);
  expect(eventsIn('quiet.log')).toEqual(['server.start', 'server.drain', 'server.stop']);
});

it('a file that cannot be written is an error of the configuration, with its place and the way out', async () => {
  writeFileSync(sandbox.config, 'version: 1\nlogging:\n  file_path: none/server.log\n');
  const { code, stderr } = await sandbox.run(['serve', '--stdio', '--config', sandbox.config]);
  expect(code).toBe(9);
  expect(stderr).toMatch(/logging\.file_path: is ".*none\/server\.log", and there is no such folder/);
  expect(stderr).toContain(`${sandbox.config}:3:14`);
});

it('a command that makes one call leaves the file to servers', async () => {
  configure('file_path: untouched.log');
  const { code } = await sandbox.run([
    'call',
    'port_check',
    '--json',
    '{"target":"10.0.0.5","ports":"1"}',
    '--plan',
    '--config',
    sandbox.config,
  ]);
  expect([code, existsSync(at('untouched.log'))]).toEqual([0, false]);
});
