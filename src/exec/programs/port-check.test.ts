import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';

const lineSchema = z.record(z.string(), z.unknown());
const program = fileURLToPath(new URL('port-check.ts', import.meta.url));
const servers: Server[] = [];
let greeter = 0;
let silent = 0;

beforeAll(async () => {
  greeter = await listen(
    '127.0.0.1',
    (socket) => void socket.write(`SSH-2.0-test\r\nsecond line ${'x'.repeat(999)}`),
  );
  silent = await listen('127.0.0.1', () => {});
});

afterAll(() => {
  for (const server of servers) server.close();
});

test('an open port, its banner and a closed port are told apart', async () => {
  const { lines, code } = await check(['--ports', `1,${greeter}`, '--banners', '--', '127.0.0.1']);
  expect(lines.filter(({ type }) => type === 'check')).toEqual([
    expect.objectContaining({ address: '127.0.0.1', port: 1, state: 'closed', banner: null }),
    expect.objectContaining({ port: greeter, state: 'open', banner: 'SSH-2.0-test' }),
  ]);
  expect(lines.at(-1)).toEqual({ type: 'end', done: 2, total: 2, open: 1, closed: 1, filtered: 0 });
  expect(code).toBe(0);
});

test('a service that waits for us is open without a banner, after half a second at most', async () => {
  const started = performance.now();
  const { lines } = await check(['--ports', `${silent}`, '--banners', '--', '127.0.0.1']);
  expect(lines[0]).toMatchObject({ state: 'open', banner: null });
  expect(performance.now() - started).toBeLessThan(2500);
});

test('without --banners nothing is read', async () => {
  const { lines } = await check(['--ports', `${greeter}`, '--', '127.0.0.1']);
  expect(lines[0]).toMatchObject({ state: 'open', banner: null });
});

test('a block, a range and an IPv6 address are walked whole, port by port', async () => {
  const { lines } = await check(['--ports', '1-2', '--', '127.0.0.8/31', '127.0.0.1-2', '::1']);
  const walked = lines
    .filter(({ type }) => type === 'check')
    .map(({ address, port }) => `${String(address)} ${String(port)}`);
  const hosts = ['127.0.0.8', '127.0.0.9', '127.0.0.1', '127.0.0.2', '::1'];
  expect(walked.toSorted()).toEqual(
    [1, 2].flatMap((port) => hosts.map((host) => `${host} ${port}`)).toSorted(),
  );
});

test('of a large scan every check is counted, and only the first closed ports are printed', async () => {
  const limits = ['--concurrency', '64', '--timeout-ms', '1000'];
  const { lines } = await run(process.execPath, [
    program,
    ...limits,
    '--ports',
    '1-500',
    '--',
    '127.0.0.8/31',
  ]);
  expect(lines.at(-1)).toMatchObject({ type: 'end', done: 1000, total: 1000, filtered: 0 });
  expect(lines.filter(({ state }) => state === 'closed').length).toBeLessThanOrEqual(500);
  expect(lines.length).toBeLessThan(600);
});

test('where this machine has no socket left, the program says so and fails; it makes no verdict up', async () => {
  const many = ['--ports', '1-400', '--timeout-ms', '500', '--concurrency', '200', '--', '127.0.0.1'];
  const shell = ['-c', 'ulimit -n 32 && exec "$0" "$@"', process.execPath, program, ...many];
  const { lines, code, stderr } = await run('/bin/sh', shell);
  expect(stderr).toMatch(/stopped after \d+ of 400 checks: .*EMFILE/);
  expect(lines.some(({ state }) => state === 'open' || state === 'filtered')).toBe(false);
  expect(code).toBe(1);
});

test.each([
  [['--ports', '80', '--', 'localhost']],
  [['--ports', '80,', '--', '127.0.0.1']],
  [['--ports', '80']],
  [['--ports', '80', '--timeout-ms', 'soon', '--', '127.0.0.1']],
])('the order %j is refused with the usage', async (argv) => {
  const { lines, code, stderr } = await check(argv);
  expect({ lines, code }).toEqual({ lines: [], code: 64 });
  expect(stderr).toMatch(/^usage: /);
});

async function check(argv: readonly string[]) {
  const limits = ['--concurrency', '4', ...(argv.includes('--timeout-ms') ? [] : ['--timeout-ms', '1000'])];
  return run(process.execPath, [program, ...limits, ...argv]);
}

async function run(path: string, argv: readonly string[]) {
  const child = spawn(path, argv, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [stdout, stderr] = await Promise.all([
    child.stdout.toArray(),
    child.stderr.toArray(),
    once(child, 'close'),
  ]);
  const lines = Buffer.concat(stdout)
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  const parsed = lines.map((line) => lineSchema.parse(JSON.parse(line)));
  return {
    lines: parsed.filter(({ type }) => type !== 'progress'),
    code: child.exitCode,
    stderr: Buffer.concat(stderr).toString(),
  };
}

async function listen(host: string, greet: (socket: Socket) => void): Promise<number> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    greet(socket);
  });
  servers.push(server);
  server.listen(0, host);
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
