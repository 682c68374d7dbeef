import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { descendantsOf } from '../src/cli/demo/process-list.ts';
import { createSandbox } from './command-line.ts';
import { startServing, type Serving } from './serving.ts';

const sandbox = createSandbox();
const tokenFile = join(sandbox.folder, 'token');
const environFile = join(sandbox.folder, 'environ');
const tokens = ['cAnary-first-'.repeat(3), 'cAnary-second-'.repeat(3)] as const;
const database = `sqlite:${sandbox.folder}/cAnary-audit.db`;
const env = { ...sandbox.env, WHERE_RECORDS_ARE: database, MCP_DATABASE_URL: database };
const written = (auth: string): void =>
  writeFileSync(
    sandbox.config,
    `version: 1\nscope:\n  allow: [10.0.0.0/24]\n  allow_loopback: true\nreload:\n  watch_interval_sec: 1\ndatabase:\n  url: {from_env: WHERE_RECORDS_ARE}\n${auth}`,
  );
const kept = `auth:\n  token: {from_file: ${tokenFile}}\n`;
let serving: Serving;

beforeAll(async () => {
  writeFileSync(tokenFile, `${tokens[0]}\n`, { mode: 0o600 });
  written(kept);
  const stubs = sandbox.stub(
    'snmpwalk',
    `tr '\\0' '\\n' </proc/self/environ >${environFile}; env >>${environFile}`,
  );
  serving = await startServing({ ...sandbox, env }, '--set', `tool.search_path=${stubs},/usr/bin,/bin`);
});
afterAll(async () => {
  await serving.stop();
  sandbox.remove();
});

/** Of a process that may be gone already. */
const environmentOf = (pid: number): readonly string[] => {
  try {
    return [readFileSync(`/proc/${pid}/environ`, 'latin1')];
  } catch {
    return [];
  }
};

const statusWith = async (token: string | null): Promise<number> =>
  (
    await fetch(`${serving.url}/metrics`, {
      headers: token === null ? {} : { authorization: `Bearer ${token}` },
    })
  ).status;

it('no program that is started inherits a secret, nor does what starts it', async () => {
  const client = new Client({ name: 'kept', version: '1' });
  const requestInit = { headers: { authorization: `Bearer ${tokens[0]}` } };
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', serving.url), { requestInit }));
  await client.callTool({ name: 'snmpwalk', arguments: { target: '127.0.0.1', community: 'public' } });
  const started = descendantsOf(serving.pid).flatMap(({ pid }) => environmentOf(pid));
  await client.close();
  expect(started.length).toBeGreaterThan(0);
  const seen = readFileSync(environFile, 'utf8');
  expect(seen).toContain('LC_ALL=C.UTF-8');
  expect(`${started.join()}${seen}`).not.toMatch(/canary|DATABASE_URL|WHERE_RECORDS/i);
});

it('D10: its place is shown, and its value nowhere', async () => {
  const words = [['explain', 'auth.token'], ['export'], ['export', '--json'], ['show']];
  const shown = await Promise.all(
    words.map((some) => sandbox.run(['config', ...some, '--config', sandbox.config], { env })),
  );
  expect(shown.map(({ code, stdout }) => [code, stdout.includes(tokenFile)]).slice(0, 3)).toEqual(
    Array.from({ length: 3 }, () => [0, true]),
  );
  expect(shown.map(({ stdout, stderr }) => stdout + stderr).join()).not.toMatch(/canary/i);
});

it('D5: a token that is replaced where it is kept is asked for at once, without a signal', async () => {
  expect([await statusWith(tokens[0]), await statusWith(tokens[1])]).toEqual([200, 401]);
  writeFileSync(tokenFile, `${tokens[1]}\n`);
  await expect.poll(() => statusWith(tokens[1]), { timeout: 10_000 }).toBe(200);
  expect(await statusWith(tokens[0])).toBe(401);
});

it('D3: a token that is gone, or can be read by all, leaves the one that there was', async () => {
  const refused = async (): Promise<string | undefined> =>
    /outcome="refused"\} (\d+)/.exec(
      await (
        await fetch(`${serving.url}/metrics`, { headers: { authorization: `Bearer ${tokens[1]}` } })
      ).text(),
    )?.[1];
  written('');
  serving.signal('SIGHUP');
  await expect.poll(refused).toBe('1');
  written(kept.replace(tokenFile, join(sandbox.folder, 'config.yaml')));
  serving.signal('SIGHUP');
  await expect.poll(refused).toBe('2');
  expect([await statusWith(tokens[1]), await statusWith(null)]).toEqual([200, 401]);
});
