import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { openStubFolder, serverWith } from './stub-server.ts';

const stubs = openStubFolder();
const { folder, lab, tool, starts } = stubs;
afterAll(stubs.close);

const scope = { max_concurrent_per_target: 64, max_calls_per_target_per_minute: 100_000 };

/** The process groups of stubs that have been seen. */
const seen = new Set<string>();

/** How many process groups of stubs live now: those that a stub leads, and those that one has led. */
function liveGroups(): number {
  const live = new Set<string>();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const [, state = '', , group = ''] =
        /\) (\S) (\d+) (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'latin1')) ?? [];
      if (readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(`${folder}/`)) seen.add(group);
      if (seen.has(group) && state !== 'Z') live.add(group);
    } catch {
      // It ended while it was looked at.
    }
  }
  return live.size;
}

test('A8: of 30 calls, some with deadlines and some cancelled, never more than three process groups live', async () => {
  const limits = { global_concurrency: 3, queue_size: 40 };
  const server = serverWith(
    lab,
    [tool('brief', 'sleep 0.15 & sleep 0.15; wait'), tool('long', 'trap "" TERM; sleep 20')],
    {
      scope,
      limits,
      tools: { brief: { concurrency: 3 }, long: { concurrency: 3 } },
    },
  );
  let most = 0;
  const sampler = setInterval(() => (most = Math.max(most, liveGroups())), 5);
  const runs = Array.from({ length: 30 }, (_, index) => {
    if (index % 6 === 0) return server.start('long', '127.0.0.1', { timeout_sec: 1 });
    const run = server.start('brief');
    if (index % 3 === 1) setTimeout(() => run.stop('cancelled'), 20 * index);
    return run;
  });
  const ended = await Promise.all(runs.map(({ result }) => result));
  clearInterval(sampler);
  const statuses = new Set(ended.map(({ status }) => status));
  expect([...statuses].toSorted()).toEqual(['cancelled', 'succeeded', 'timed_out']);
  expect(most).toBe(3);
  expect(liveGroups()).toBe(0);
});

test('A9: a full queue refuses at once; a queued call that is cancelled settles within 50 ms and is never started; the others go in order', async () => {
  const gate = join(folder, 'gate');
  writeFileSync(gate, '');
  const server = serverWith(lab, [tool('slow', `while [ -e ${gate} ]; do sleep 0.02; done; date +%s%N`)], {
    scope,
    limits: { queue_size: 3 },
    tools: { slow: { concurrency: 1 } },
  });
  const first = server.start('slow');
  await server.untilStarted(1);
  const queued = [server.start('slow'), server.start('slow'), server.start('slow')];
  await sleep(20);
  const before = performance.now();
  expect(await server.call('slow')).toMatchObject({
    status: 'refused',
    error: { code: 'limit.busy', retryable: true },
  });
  expect(performance.now() - before).toBeLessThan(50);

  const cancelledAt = performance.now();
  queued[1]?.stop('cancelled');
  expect(await queued[1]?.result).toMatchObject({ status: 'cancelled', execution_time: 0 });
  expect(performance.now() - cancelledAt).toBeLessThan(50);

  rmSync(gate);
  const order: number[] = [];
  await Promise.all(
    [first, queued[0], queued[2]].map(async (run, index) => {
      await run?.result;
      order.push(index);
    }),
  );
  expect(order).toEqual([0, 1, 2]);
  expect(starts('slow')).toBe(3);
});

test('A12: limits that change while calls run and wait keep both, and hold at once', async () => {
  const gate = join(folder, 'gate12');
  writeFileSync(gate, '');
  const slow = tool('keeper', `while [ -e ${gate} ]; do sleep 0.02; done; echo done`);
  const settings = (concurrency: number) => ({
    scope,
    circuit_breaker: { failure_threshold: concurrency },
    tools: { keeper: { concurrency } },
  });
  const server = serverWith(lab, [slow], settings(1));
  const calls = Array.from({ length: 3 }, () => server.call('keeper'));
  await server.untilStarted(1);
  server.configure(settings(3));
  await server.untilStarted(3);
  server.breakers.get('keeper')?.open('by hand', 60_000);
  server.configure(settings(2));
  expect(server.breakers.get('keeper')?.stats()).toMatchObject({ state: 'open', failureThreshold: 2 });
  rmSync(gate);
  for (const { status } of await Promise.all(calls)) expect(status).toBe('succeeded');
});
