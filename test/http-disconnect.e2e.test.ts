import { afterAll, expect, it, onTestFinished } from 'vitest';
import { createSandbox } from './command-line.ts';
import { isAlive, runsBelow } from './processes.ts';
import { startServing } from './serving.ts';

const sandbox = createSandbox();

afterAll(() => sandbox.remove());

/** Posts a message of the handshake era over a connection of its own; `signal` breaks that connection. */
const post = async (url: string, session: string | null, message: object, signal?: AbortSignal) =>
  await fetch(`${url}/mcp`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json, text/event-stream',
      ...(session === null ? {} : { 'mcp-session-id': session }),
    },
    body: JSON.stringify({ jsonrpc: '2.0', ...message }),
    signal: signal ?? null,
  });

it('ends a program that ignores SIGTERM, with its children, within two seconds of the client going away', async () => {
  const stubs = sandbox.stub('nmap', "trap '' TERM\n/bin/sleep 30 &\n/bin/sleep 30");
  const server = await startServing(sandbox, '--set', `tool.search_path=${stubs}`);
  onTestFinished(server.stop);
  const clientInfo = { name: 'end-to-end', version: '1' };
  const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
  const hello = await post(server.url, null, { id: 1, method: 'initialize', params });
  await hello.text();
  const session = hello.headers.get('mcp-session-id');
  const abort = new AbortController();
  const call = { name: 'nmap', arguments: { target: '127.0.0.1', ports: '1' } };
  const answer = await post(server.url, session, { id: 2, method: 'tools/call', params: call }, abort.signal);
  expect(answer.status).toBe(200);
  await expect.poll(() => runsBelow(server.pid).length, { timeout: 10_000 }).toBeGreaterThanOrEqual(3);
  const started = runsBelow(server.pid);
  const brokenAt = performance.now();
  abort.abort();
  await expect.poll(() => started.filter(isAlive), { timeout: 5000, interval: 10 }).toEqual([]);
  expect(performance.now() - brokenAt).toBeLessThan(1900);
});
