import { execFileSync, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createSandbox } from './command-line.ts';
import { isAlive, runsBelow } from './processes.ts';
import { serveWords } from './serving.ts';
import { openSlowCheck, type SlowCheck } from './slow-calls.ts';

const sandbox = createSandbox();
let slowCheck: SlowCheck;

beforeAll(async () => {
  slowCheck = await openSlowCheck();
});

afterAll(() => {
  slowCheck.close();
  sandbox.remove();
});

let pipes = 0;

/** A pipe that stays open and that nobody reads. */
function openUnreadPipe(): number {
  const path = join(sandbox.folder, `pipe-${pipes++}`);
  execFileSync('mkfifo', [path]);
  const fd = openSync(path, 'r+');
  onTestFinished(() => {
    closeSync(fd);
  });
  return fd;
}

/** Serves one client, after its handshake; one of the server's outputs goes to a pipe that nobody reads. */
function start(unread: 'stdout' | 'stderr') {
  const pipe = openUnreadPipe();
  const words = serveWords(sandbox, '--stdio', '--set', 'server.shutdown_grace_period=0');
  const child = spawn(process.execPath, words, {
    env: { ...sandbox.env },
    stdio: ['pipe', unread === 'stdout' ? pipe : 'pipe', unread === 'stderr' ? pipe : 'ignore'],
  });
  let answers = 0;
  if (child.stdout !== null)
    createInterface({ input: child.stdout }).on(
      'line',
      (line) => (answers += line.includes('"id":') ? 1 : 0),
    );
  const ended = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  onTestFinished(async () => {
    child.kill('SIGKILL');
    await ended;
  });
  const send = (id: number, method: string, params: object): void => {
    child.stdin?.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
  };
  const clientInfo = { name: 'old', version: '1' };
  send(0, 'initialize', { protocolVersion: '2024-11-05', capabilities: {}, clientInfo });
  return { child, pid: child.pid ?? 0, send, ended, answers: () => answers };
}

const endings = [
  ['SIGTERM', 143],
  ['the end of its input', 0],
] as const;

async function expectEnd({ child, pid, ended }: ReturnType<typeof start>, ending: string, code: number) {
  if (ending === 'SIGTERM') child.kill('SIGTERM');
  else child.stdin?.end();
  // What it takes on a machine with nothing else to do is a second.
  await expect.poll(() => isAlive(pid), { timeout: 10_000 }).toBe(false);
  expect(await ended).toBe(code);
}

it.each(endings)('ends on %s although nobody reads its stdout', async (ending, code) => {
  const server = start('stdout');
  for (let id = 1; id <= 100; id += 1) server.send(id, 'tools/list', {});
  server.send(101, 'tools/call', slowCheck.call);
  await expect.poll(() => runsBelow(server.pid).length, { timeout: 10_000 }).toBeGreaterThan(0);
  const started = runsBelow(server.pid);
  await expectEnd(server, ending, code);
  expect(started.filter(isAlive)).toEqual([]);
});

it.each(endings)('ends on %s although nobody reads its stderr', async (ending, code) => {
  const server = start('stderr');
  const refused = { name: 'port_check', arguments: { target: '8.8.8.8', ports: '1' } };
  for (let id = 1; id <= 1500; id += 1) server.send(id, 'tools/call', refused);
  await expect.poll(server.answers, { timeout: 30_000 }).toBe(1501);
  await expectEnd(server, ending, code);
});
