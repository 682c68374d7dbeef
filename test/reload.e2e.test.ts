import { writeFileSync } from 'node:fs';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { createSandbox } from './command-line.ts';
import { serveThroughout } from './serving.ts';
import { openSlowCheck, type SlowCheck } from './slow-calls.ts';

const sandbox = createSandbox();
const write = (allow: string, more = ''): void =>
  writeFileSync(
    sandbox.config,
    `version: 1\nscope:\n  allow: [${allow}]\n  allow_loopback: true\nreload:\n  watch_interval_sec: 1\n${more}`,
  );
write('10.0.0.0/24');
const serving = serveThroughout(sandbox);
const resultSchema = z.object({
  error: z.object({ code: z.string() }).nullable(),
  metadata: z.object({ config_version: z.string() }),
});
let client: Client;
let slow: SlowCheck;

beforeAll(async () => {
  slow = await openSlowCheck();
  client = new Client({ name: 'reload', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', serving().url)));
});
afterAll(async () => {
  await client.close();
  slow.close();
});

const metric = async (name: string): Promise<string | undefined> =>
  new RegExp(`^${name}(?:\\{.*\\})? (.*)$`, 'm').exec(
    await (await fetch(`${serving().url}/metrics`)).text(),
  )?.[1];
const tried = async (target: string) => {
  const { structuredContent } = await client.callTool({
    name: 'port_check',
    arguments: { target, ports: '1', dry_run: true },
  });
  return resultSchema.parse(structuredContent);
};

it('D7: a narrower scope holds at the signal, for a call that runs already too', async () => {
  const before = await tried('10.0.0.5');
  expect(before.error).toBeNull();
  const running = client.callTool(slow.call);
  await expect.poll(() => metric('mcp_tool_active\\{tool="port_check"\\}')).toBe('1');
  writeFileSync(
    sandbox.config,
    'version: 1\nscope:\n  allow: [10.0.0.0/28]\nreload:\n  watch_interval_sec: 1\n',
  );
  serving().signal('SIGHUP');
  const { structuredContent } = await running;
  expect(structuredContent).toMatchObject({
    status: 'cancelled',
    error: { message: expect.stringContaining('a configuration came into force that does not allow it') },
  });
  const after = await tried('10.0.0.50');
  expect(after.error?.code).toBe('scope.outside');
  expect(after.metadata.config_version).not.toBe(before.metadata.config_version);
});

it('D7: a wider one is refused, with its reason in health and metrics, and what is in force stays', async () => {
  write('10.0.0.0/8');
  serving().signal('SIGHUP');
  await expect.poll(() => metric('bailiwick_config_last_reload_successful')).toBe('0');
  expect((await tried('10.9.0.5')).error?.code).toBe('scope.outside');
  expect(await (await fetch(`${serving().url}/healthz`)).json()).toMatchObject({ status: 'warn' });
});

it('D3, D5: a change of the file is seen without a signal, a broken one changes nothing, and a mended one does', async () => {
  writeFileSync(sandbox.config, 'version: 1\nscope:\n  allow: [10.0.0.0/2');
  await expect
    .poll(() => metric('bailiwick_config_reloads_total\\{outcome="refused"\\}'), { timeout: 10_000 })
    .toBe('2');
  expect((await tried('10.0.0.5')).error).toBeNull();
  writeFileSync(
    sandbox.config,
    'version: 1\nscope:\n  allow: [10.0.0.0/29]\nreload:\n  watch_interval_sec: 1\n',
  );
  await expect.poll(() => metric('bailiwick_config_last_reload_successful'), { timeout: 10_000 }).toBe('1');
  expect((await tried('10.0.0.9')).error?.code).toBe('scope.outside');
  expect((await tried('10.0.0.5')).error).toBeNull();
});

it('A12: limits, rates and what breakers do change while the server runs', async () => {
  const scope = 'version: 1\nscope:\n  allow: [10.0.0.0/29]\nreload:\n  watch_interval_sec: 1\n';
  const state = (of: string): Promise<string | undefined> =>
    metric(`bailiwick_breaker_state\\{tool="port_check",state="${of}"\\}`);
  expect(await state('closed')).toBe('1');
  writeFileSync(
    sandbox.config,
    `${scope}circuit_breaker:\n  mode: observe\nlimits:\n  global_concurrency: 1\n`,
  );
  serving().signal('SIGHUP');
  await expect.poll(() => state('observe')).toBe('1');
  expect([await state('closed'), await metric('bailiwick_config_restart_required')]).toEqual(['0', '0']);
  expect(
    await metric('bailiwick_breaker_transitions_total\\{tool="port_check",from="closed",to="observe"\\}'),
  ).toBe('1');
});
