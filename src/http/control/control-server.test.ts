import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, expect, onTestFinished, test } from 'vitest';
import { startControl, type ControlRoute } from './control-server.ts';
import { controlSockets } from './control-sockets.ts';

const root = mkdtempSync(join(tmpdir(), 'bailiwick-control-'));
afterAll(() => rmSync(root, { recursive: true }));
let folders = 0;
const fresh = (): string => join(root, `${(folders += 1)}`);

const routes = new Map<string, ControlRoute>([
  ['GET /well', () => Promise.resolve({ status: 200, body: { well: true } })],
  ['POST /echo', (body) => Promise.resolve({ status: 200, body: { body } })],
  ['GET /bug', () => Promise.reject(new Error('a bug'))],
]);

/** Starts one that ends with the test. */
async function start(...where: readonly string[]) {
  const bugs: unknown[] = [];
  const started = await startControl(where, routes, (thrown) => bugs.push(thrown));
  if (!started.ok) throw new Error(started.error);
  onTestFinished(started.value.close);
  return { ...started.value, bugs };
}

async function ask(socketPath: string, path: string, body?: string) {
  const sent = request({ socketPath, path, method: body === undefined ? 'GET' : 'POST' });
  if (body !== undefined) sent.setHeader('content-length', Buffer.byteLength(body));
  sent.on('error', () => undefined).end(body);
  const [response] = await once(sent, 'response');
  return [response.statusCode, JSON.parse(await text(response))];
}

test('it answers what it knows, on a socket for its user alone, and removes that when it closes', async () => {
  const folder = fresh();
  const { path, close } = await start(folder);
  expect([statSync(folder).mode & 0o777, statSync(path).mode & 0o777]).toEqual([0o700, 0o600]);
  expect(await ask(path, '/well')).toEqual([200, { well: true }]);
  expect(await ask(path, '/echo', '{"a":1}')).toEqual([200, { body: { a: 1 } }]);
  expect((await ask(path, '/other'))[0]).toBe(404);
  await close();
  await close();
  expect(existsSync(path)).toBe(false);
});

test('a long body is refused, one that is no JSON is none, and a bug costs one answer and is told', async () => {
  const { path, bugs } = await start(fresh());
  expect((await ask(path, '/echo', JSON.stringify('x'.repeat(20_000))))[0]).toBe(413);
  expect(await ask(path, '/echo', '{')).toEqual([200, { body: null }]);
  expect((await ask(path, '/bug'))[0]).toBe(500);
  expect(String(bugs)).toContain('a bug');
  expect((await ask(path, '/well'))[0]).toBe(200);
});

test('a folder that is a link, open to others, or too deep is not used, and the next one is', async () => {
  const [target, link, open, good] = [fresh(), fresh(), fresh(), fresh()];
  for (const folder of [target, open]) mkdirSync(folder);
  symlinkSync(target, link);
  chmodSync(open, 0o755);
  const deep = join(root, 'x'.repeat(100));
  const none = await startControl([link, open, deep], routes, () => undefined);
  expect(!none.ok && none.error).toMatch(/is not a folder of this user alone.*; .*alone; .*longer than/);
  expect((await start(link, open, deep, good)).path.startsWith(`${good}/`)).toBe(true);
});

test('a socket that a killed server left is removed once it is no new one; one that answers and other files stay', async () => {
  const folder = fresh();
  const { path } = await start(folder);
  const [dead, other] = [join(folder, '1-0123abcd.sock'), join(folder, '1-0123abcd.sock.txt')];
  writeFileSync(other, '');
  // As after `kill -9`: the name stays, and nobody listens.
  const listener = createServer().listen(join(folder, 'made'));
  await once(listener, 'listening');
  linkSync(join(folder, 'made'), dead);
  listener.close();
  expect([await controlSockets([folder]), existsSync(dead)]).toEqual([[path], true]);
  utimesSync(dead, 1, 1);
  expect(await controlSockets([join(folder, 'absent'), folder])).toEqual([path]);
  expect([dead, path, other].map((name) => existsSync(name))).toEqual([false, true, true]);
});
