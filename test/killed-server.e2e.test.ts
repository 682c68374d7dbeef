import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { openAuditReader } from '../src/store/audit/audit-reader.ts';
import { createSandbox } from './command-line.ts';
import { serveWords } from './serving.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());

const started = join(sandbox.folder, 'started');
const calls = 8;

/** The runs whose program has been started, as that noted itself before anything else. */
const startedRuns = (): readonly string[] =>
  existsSync(started) ? readFileSync(started, 'utf8').trimEnd().split('\n') : [];

/** Starts a server with eight calls; `kill` ends it at once. */
function serve(words: readonly string[]) {
  const child = spawn(process.execPath, words, {
    env: { ...sandbox.env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const ended = once(child, 'exit');
  child.stdin.on('error', () => undefined);
  const send = (id: number, method: string, params: object): void =>
    void child.stdin.write(`${JSON.stringify({ jsonrpc: '2.0', id, method, params })}\n`);
  const clientInfo = { name: 'old', version: '1' };
  send(0, 'initialize', { protocolVersion: '2024-11-05', capabilities: {}, clientInfo });
  const call = { name: 'snmpwalk', arguments: { target: '127.0.0.1', community: 'in-the-lab' } };
  for (let id = 1; id <= calls; id += 1) send(id, 'tools/call', call);
  return async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
}

it('C11: whatever program a killed server has started, its record was on the disk before: 20 kills under 8 calls', async () => {
  const stubs = sandbox.stub('snmpwalk', `echo "$BAILIWICK_RUN_ID" >>${started}; exec /bin/sleep 2`);
  const set = [
    `tool.search_path=${stubs}`,
    `security.concurrency_limit=${calls}`,
    `limits.global_concurrency=${calls}`,
    `scope.max_concurrent_per_target=${calls}`,
  ];
  const words = serveWords(sandbox, '--stdio', ...set.flatMap((one) => ['--set', one]));
  // One that ends in order leaves compiled code behind, which makes those that follow start twice as fast.
  await sandbox.run(words.slice(1));
  for (let round = 0; round < 10; round += 1) {
    const [before, kills] = [startedRuns().length, [serve(words), serve(words)]];
    // Each time at another moment: after the first program, or while more and more of them begin.
    for (let tries = 0; startedRuns().length - before <= round && tries < 1000; tries += 1) await delay(5);
    await Promise.all(kills.map((kill) => kill()));
  }
  const reader = await openAuditReader({ path: join(sandbox.folder, 'state', 'bailiwick', 'audit.db') });
  const rows = reader.ok ? await reader.value.tail(1000) : reader;
  const decided = new Set(
    rows.ok ? rows.value.flatMap(({ kind, runId }) => (kind === 'decision' ? [runId] : [])) : [],
  );
  expect(startedRuns().length).toBeGreaterThan(50);
  expect(startedRuns().filter((runId) => !decided.has(runId))).toEqual([]);
  expect(reader.ok && (await reader.value.verify())).toMatchObject({ ok: true });
});
