import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { descendantsOf } from '../src/cli/demo/process-list.ts';
import { createSandbox } from './command-line.ts';
import { isAlive, runsBelow } from './processes.ts';
import { serveWords } from './serving.ts';
import { openSlowCheck, type SlowCheck } from './slow-calls.ts';

const sandbox = createSandbox('auto');
let slowCheck: SlowCheck;

beforeAll(async () => {
  slowCheck = await openSlowCheck();
});

afterAll(() => {
  slowCheck.close();
  sandbox.remove();
});

/** Serves over pipes that the test holds itself, after the handshake of the oldest revision. */
function start() {
  const words = serveWords(sandbox, '--stdio', '--set', 'server.shutdown_grace_period=0');
  const child = spawn(process.execPath, words, {
    env: { ...sandbox.env },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stdin.on('error', () => undefined);
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const send = (id: number, method: string, params: object): void => {
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
  };
  send(1, 'initialize', {
    protocolVersion: '2024-11-05',
    capabilities: {},
    clientInfo: { name: 'old', version: '1' },
  });
  const messages = (): readonly unknown[] =>
    stdout.split('\n').flatMap((line): unknown[] => (line === '' ? [] : [JSON.parse(line)]));
  return { child, pid: child.pid ?? 0, send, ended, messages };
}

/** Starts a check that takes half a minute, and gives the processes of it and of the server. */
async function startCheck({ send, pid }: ReturnType<typeof start>): Promise<readonly number[]> {
  send(2, 'tools/call', slowCheck.call);
  await expect.poll(() => runsBelow(pid).length, { timeout: 10_000 }).toBeGreaterThan(0);
  return descendantsOf(pid).map((found) => found.pid);
}

it('prints nothing but protocol on stdout, whatever is asked', async () => {
  const server = start();
  server.send(2, 'tools/call', { name: 'port_check', arguments: { target: '127.0.0.1', ports: '1' } });
  server.send(3, 'tools/call', { name: 'port_check', arguments: { target: '8.8.8.8', ports: '1' } });
  server.send(4, 'tools/call', { name: 'no_such_tool', arguments: {} });
  server.send(5, 'no/such/method', {});
  server.child.stdin.write('this is not JSON\n');
  await expect.poll(() => server.messages().length, { timeout: 10_000 }).toBe(5);
  for (const message of server.messages())
    expect(message).toMatchObject({ jsonrpc: '2.0', id: expect.any(Number) });
  server.child.stdin.end();
  expect(await server.ended).toBe(0);
});

it('ends with everything that it started when its input ends', async () => {
  const server = start();
  const started = await startCheck(server);
  server.child.stdin.end();
  await expect.poll(() => [...started, server.pid].filter(isAlive), { timeout: 2000 }).toEqual([]);
  expect(await server.ended).toBe(0);
});

it('ends with everything that it started on SIGTERM, and answers the call first', async () => {
  const server = start();
  const started = await startCheck(server);
  server.child.kill('SIGTERM');
  await expect.poll(() => [...started, server.pid].filter(isAlive), { timeout: 2000 }).toEqual([]);
  expect(await server.ended).toBe(143);
  expect(server.messages()).toContainEqual(
    expect.objectContaining({ id: 2, result: expect.objectContaining({ isError: true }) }),
  );
});

it('leaves nothing behind when it is killed itself', async () => {
  const server = start();
  const started = await startCheck(server);
  server.child.kill('SIGKILL');
  await expect.poll(() => started.filter(isAlive), { timeout: 2000 }).toEqual([]);
});

it('D12: SIGHUP is no reload: it ends the server, whose terminal has gone, with everything that it started', async () => {
  const server = start();
  const started = await startCheck(server);
  writeFileSync(sandbox.config, 'version: 1\nlogging:\n  level: error\n');
  server.child.kill('SIGHUP');
  await expect.poll(() => [...started, server.pid].filter(isAlive), { timeout: 2000 }).toEqual([]);
  expect([await server.ended, server.child.signalCode]).toEqual([null, 'SIGHUP']);
});
