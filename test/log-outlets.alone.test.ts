import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { createSandbox } from './command-line.ts';
import { serveWords } from './serving.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());

const fixture = (name: string): string => fileURLToPath(new URL(`fixtures/noise/${name}`, import.meta.url));

/** A server over stdin and stdout after its handshake, and how long each of its answers took, in milliseconds. */
async function start(words: readonly string[]) {
  const child = spawn(process.execPath, words, { env: { ...sandbox.env }, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdin.on('error', () => undefined);
  const lines: string[] = [];
  const waiting = new Map<number, () => void>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    const { id }: { id?: number } = JSON.parse(line);
    waiting.get(id ?? -1)?.();
  });
  let nextId = 0;
  const ask = async (method: string, params: object): Promise<number> => {
    const from = performance.now();
    const id = (nextId += 1);
    const answered = new Promise<void>((resolve) => waiting.set(id, resolve));
    child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
    await answered;
    return performance.now() - from;
  };
  const clientInfo = { name: 'old', version: '1' };
  await ask('initialize', { protocolVersion: '2024-11-05', capabilities: {}, clientInfo });
  const planned = { target: '10.0.0.5', ports: '1', dry_run: true };
  const call = (): Promise<number> => ask('tools/call', { name: 'port_check', arguments: planned });
  return { child, lines, call };
}

it('C7: stdout has protocol alone, under load at level trace, with warnings, stray prints and a bug that nobody catches', async () => {
  const words = serveWords(sandbox, '--stdio', '--set', 'logging.level=trace');
  const { child, lines, call } = await start(['--import', fixture('noisy-runtime.ts'), ...words]);
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  const ended = new Promise<number | null>((resolve) => void child.once('close', resolve));
  child.kill('SIGUSR2');
  await Promise.all(Array.from({ length: 300 }, call));
  await expect.poll(() => stderr, { timeout: 10_000 }).toContain('process.warning');
  child.kill('SIGUSR2');
  expect(await ended).toBe(8);
  const messages = lines.map((line): unknown => JSON.parse(line));
  for (const message of messages) expect(message).toMatchObject({ jsonrpc: '2.0' });
  // A tool that was recognised late may be told in between.
  expect(messages.filter((message) => JSON.stringify(message).includes('"id":'))).toHaveLength(301);
  const logged = stderr.split('\n').filter((line) => line !== '' && !line.startsWith('stray'));
  const events = logged.map((line): unknown => JSON.parse(line).event);
  expect(events.filter((event) => event === 'tool.call')).toHaveLength(300);
  expect(events).toContain('server.crash');
});

const rssOf = ({ pid }: ChildProcess): number =>
  1024 * Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);

it.each(['closed', 'never read'])(
  'C7: calls are answered while 100,000 lines go to a stderr that is %s, and memory stays small',
  async (state) => {
    const done = join(sandbox.folder, `dropped-${state.replace(' ', '-')}`);
    const { child, call } = await start([fixture('flooding-server.ts'), done]);
    if (state === 'closed') child.stderr?.destroy();
    // What is needed to answer at all is there from here on.
    for (let round = 0; round < 30; round += 1) await Promise.all(Array.from({ length: 20 }, call));
    const before = rssOf(child);
    child.kill('SIGUSR2');
    const took: number[] = [];
    let peak = 0;
    while (!existsSync(done)) {
      took.push(await call());
      peak = Math.max(peak, rssOf(child));
      await delay(2);
    }
    const p99 = took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.99)];
    expect(took.length).toBeGreaterThan(100);
    expect(p99).toBeLessThan(100);
    expect(peak - before).toBeLessThan(16 * 2 ** 20);
    expect(Number(readFileSync(done, 'utf8'))).toBeGreaterThan(80_000);
  },
);
