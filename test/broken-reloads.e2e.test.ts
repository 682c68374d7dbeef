import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { brokenConfigs } from '../src/config/fixtures/broken-configs.ts';
import { createSandbox } from './command-line.ts';
import { reloadsOf } from './reload-by-command.ts';
import { startServing, type Serving } from './serving.ts';

const base = createSandbox();
const runtime = join(base.folder, 'runtime');
mkdirSync(runtime, { mode: 0o700 });
const sound = JSON.stringify({
  version: 1,
  scope: { allow: ['10.0.0.0/24'], deny: ['10.0.0.9'], allow_ports: '1-1024' },
  limits: { queue_size: 10, queue_wait_sec: 20 },
  tools: { nmap: { timeout_sec: 60 }, dig: { enabled: false } },
  reload: { watch_interval_sec: 0 },
});
let serving: Serving;
let reload: Awaited<ReturnType<typeof reloadsOf>>;
let client: Client;

beforeAll(async () => {
  writeFileSync(base.config, sound);
  const env = { ...base.env, XDG_RUNTIME_DIR: runtime };
  serving = await startServing({ ...base, env });
  reload = await reloadsOf(env, serving.pid);
  client = new Client({ name: 'broken', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', serving.url)));
});
afterAll(async () => {
  await client.close();
  await serving.stop();
  base.remove();
});

/** Writes a file, and what becomes of it. */
function reloadOf(text: string): ReturnType<typeof reload> {
  writeFileSync(base.config, text);
  return reload();
}

const metric = async (name: string): Promise<string | undefined> =>
  new RegExp(`^${name}(?:\\{.*\\})? (.*)$`, 'm').exec(
    await (await fetch(`${serving.url}/metrics`)).text(),
  )?.[1];

const resultSchema = z.object({
  error: z.null(),
  metadata: z.object({ config_version: z.string() }),
});

/** The version that a call is answered with: the service goes on. */
async function versionOfCall(): Promise<string> {
  const { structuredContent } = await client.callTool({
    name: 'port_check',
    arguments: { target: '10.0.0.5', ports: '22', dry_run: true },
  });
  return resultSchema.parse(structuredContent).metadata.config_version;
}

it('D3: whatever a file has become, what is in force stays so and calls are answered, until it is mended', async () => {
  const before = await versionOfCall();
  for (const { what, text } of brokenConfigs) {
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    const [answer, version] = [await reloadOf(text), await versionOfCall()];
    expect([what, answer.kind, version]).toEqual([what, 'refused', before]);
  }
  expect(await metric('bailiwick_config_last_reload_successful')).toBe('0');
  expect(await metric('bailiwick_config_reloads_total\\{outcome="refused"\\}')).toBe(
    `${brokenConfigs.length}`,
  );
  expect(await reloadOf(sound.replace('"queue_size":10', '"queue_size":11'))).toMatchObject({
    kind: 'reloaded',
    changed: ['limits.queue_size'],
  });
  expect(await metric('bailiwick_config_last_reload_successful')).toBe('1');
  expect(await versionOfCall()).not.toBe(before);
});

it('D3: a file that was cut off at any byte changes nothing', async () => {
  await reloadOf(sound);
  const before = await versionOfCall();
  for (let end = 0; end < sound.length; end += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one file after the other
    expect([end, (await reloadOf(sound.slice(0, end))).kind]).toEqual([end, 'refused']);
  }
  expect(await versionOfCall()).toBe(before);
  expect(await reloadOf(sound)).toMatchObject({ kind: 'reloaded', changed: [] });
});
