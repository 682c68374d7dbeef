import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { descendantsOf } from '../src/cli/demo/process-list.ts';
import { createSandbox } from './command-line.ts';
import { isAlive, runsBelow } from './processes.ts';
import { serveThroughout, startServing } from './serving.ts';
import { openSlowCheck, type SlowCheck } from './slow-calls.ts';

const sandbox = createSandbox('auto');
const serving = serveThroughout(sandbox);
let slowCheck: SlowCheck;

beforeAll(async () => {
  slowCheck = await openSlowCheck();
});

afterAll(() => slowCheck.close());

it.each(['/livez', '/readyz', '/healthz'])('answers %s', async (path) => {
  const response = await fetch(serving().url + path);
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/health+json');
});

it('counts what it did in its metrics', async () => {
  const client = new Client({ name: 'end-to-end', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', serving().url)));
  await client.callTool({ name: 'port_check', arguments: { target: '127.0.0.1', ports: '1' } });
  await client.callTool({ name: 'port_check', arguments: { target: '8.8.8.8', ports: '1' } });
  const metrics = await (await fetch(`${serving().url}/metrics`)).text();
  expect(metrics).toMatch(
    /^mcp_tool_execution_total\{tool="port_check",status="succeeded",error_type="none"\} 1$/m,
  );
  expect(metrics).toMatch(/^mcp_tool_errors_total\{tool="port_check",error_type="policy_denied"\} 1$/m);
  expect(metrics).toMatch(/^mcp_system_active_connections [1-9]/m);
  await client.close();
});

it('refuses to be reached by others without a token, and says so', async () => {
  const { code, stderr } = await sandbox.run([
    'serve',
    '--http',
    '--host',
    '0.0.0.0',
    '--port',
    '0',
    '--config',
    sandbox.config,
  ]);
  expect(code).toBe(9);
  expect(stderr).toContain('auth.token');
});

it('ends with everything that it started on SIGTERM, and answers the call first', async () => {
  const server = await startServing(sandbox, '--set', 'server.shutdown_grace_period=0');
  onTestFinished(server.stop);
  const client = new Client({ name: 'end-to-end', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url)));
  const call = client.callTool(slowCheck.call);
  await expect.poll(() => runsBelow(server.pid).length, { timeout: 10_000 }).toBeGreaterThan(0);
  const started = descendantsOf(server.pid).map(({ pid }) => pid);
  server.signal('SIGTERM');
  expect(await call).toMatchObject({ isError: true, structuredContent: { status: 'cancelled' } });
  await expect.poll(() => [...started, server.pid].filter(isAlive), { timeout: 2000 }).toEqual([]);
  expect(await server.ended).toBe(143);
  await client.close();
});
