import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshRunId, marked, openLab, sleepersFor, textOf, tiersHere, type Lab } from './fixtures/lab.ts';
import { findHierarchies } from './sandbox/cgroup/find-hierarchies.ts';

// The rows of the table in which naive runners hang, leave survivors or fill memory.
describe.each(await tiersHere())('A10: no process outlives its run, by %s', (sandbox) => {
  let lab: Lab;
  beforeAll(() => {
    lab = openLab({ sandbox });
  });
  afterAll(() => lab.close());

  it.each([
    ['a leader and a child that ignore SIGTERM', 'ignore-term', 0.6],
    ['a grandchild that ignores SIGTERM while its leader obeys', 'grandchild-ignores-term', 0.3],
    ['a process that left for a session of its own', 'setsid-escapee', 0.3],
    ['a daemon of two forks in a session of its own', 'double-fork', 0.3],
  ])('not %s', async (_, name, least) => {
    const runId = freshRunId();
    const { ending, stdout, seconds } = await lab.run(name, [], { runId, timeoutSec: 0.4 });
    expect(ending).toEqual({ kind: 'timed_out' });
    expect(textOf(stdout.head)).toBe('ready\n');
    expect(seconds).toBeGreaterThanOrEqual(least);
    expect(seconds).toBeLessThan(1.4);
    expect(marked(runId)).toEqual([]);
  });

  it('not one of 200 children that ignore SIGTERM', async () => {
    const runId = freshRunId();
    const { ending, seconds } = await lab.run('two-hundred', [], { runId, timeoutSec: 1 });
    expect(ending).toEqual({ kind: 'timed_out' });
    expect(seconds).toBeLessThan(1 + 0.2 + 1);
    expect(marked(runId)).toEqual([]);
  });

  it.each(['group', 'setsid'])(
    'a daemon that holds the pipes of a leader that left delays nothing: %s',
    async (how) => {
      const runId = freshRunId();
      const { ending, stdout, seconds } = await lab.run('daemon-holds-pipe', [how], { runId });
      expect(ending).toEqual({ kind: 'exited', code: 0 });
      expect(textOf(stdout.head)).toBe('done\n');
      expect(seconds).toBeLessThan(1);
      expect(marked(runId)).toEqual([]);
    },
  );

  it('not a process of its group that cleared its environment', async () => {
    const duration = freshDuration();
    const { ending } = await lab.run('unmarked-child', [duration]);
    expect(ending).toEqual({ kind: 'exited', code: 0 });
    await expect.poll(() => sleepersFor(duration)).toEqual([]);
  });

  it('not a process in a session of its own that cleared its environment', async () => {
    const duration = freshDuration();
    const { ending, seconds } = await lab.run('unmarked-daemon', ['.', duration]);
    expect(ending).toEqual({ kind: 'exited', code: 0 });
    expect(seconds).toBeLessThan(1);
    await expect.poll(() => sleepersFor(duration)).toEqual([]);
  });

  it('a holder of the pipe that nothing marks delays a result by less than a second, and survives in no box or control group', async () => {
    const duration = freshDuration();
    const { ending, seconds } = await lab.run('unmarked-daemon', ['/', duration]);
    expect(ending).toEqual({ kind: 'exited', code: 0 });
    expect(seconds).toBeLessThan(1);
    const left = sleepersFor(duration);
    for (const pid of left) process.kill(pid, 'SIGKILL');
    expect(left).toHaveLength(sandbox === 'process' && findHierarchies().length === 0 ? 1 : 0);
  });

  it('runs that end side by side are swept apart', async () => {
    const ids = Array.from({ length: 12 }, freshRunId);
    const bystander = freshRunId();
    const stop = new AbortController();
    const other = lab.run('wait-after-output', [], { runId: bystander, signal: stop.signal });
    const ended = await Promise.all(ids.map((runId) => lab.run('daemon-holds-pipe', ['setsid'], { runId })));
    expect(ended.map(({ ending }) => ending)).toEqual(ids.map(() => ({ kind: 'exited', code: 0 })));
    expect(ids.flatMap(marked)).toEqual([]);
    expect(marked(bystander)).not.toEqual([]);
    stop.abort('cancelled');
    await other;
  });
});

describe.each(await tiersHere())('output without end, by %s', (sandbox) => {
  let lab: Lab;
  beforeAll(() => {
    lab = openLab({ sandbox });
  });
  afterAll(() => lab.close());

  it('is counted in full, kept within its bound, and ends with the deadline', async () => {
    const { ending, stdout, seconds } = await lab.run('endless', [], { timeoutSec: 0.3, keep: 1_000 });
    expect(ending).toEqual({ kind: 'timed_out' });
    expect([stdout.head.byteLength, stdout.tail.byteLength, stdout.truncated]).toEqual([500, 500, true]);
    expect(stdout.bytes).toBeGreaterThan(1_000_000);
    expect(seconds).toBeLessThan(1);
  });

  it('ends at the hard cap long before the deadline, and both ends of it are kept', async () => {
    const capped = openLab({ sandbox, mostOutputBytes: 64 * 2 ** 20 });
    const { ending, stdout, seconds } = await capped.run('endless', [], { keep: 1_000 });
    await capped.close();
    expect(ending).toEqual({ kind: 'overflowed' });
    expect([stdout.head.byteLength, stdout.tail.byteLength]).toEqual([500, 500]);
    expect(stdout.bytes).toBeGreaterThan(64 * 2 ** 20);
    expect(seconds).toBeLessThan(3);
  });

  it('reaches a reader that streams whole and in order', async () => {
    let bytes = 0;
    let last = '';
    const { ending, stdout } = await lab.run('flood', ['16'], {
      onStdout: (chunk) => {
        bytes += chunk.byteLength;
        last = textOf(chunk.subarray(-4));
      },
    });
    expect(ending).toEqual({ kind: 'exited', code: 0 });
    expect([bytes, stdout.bytes, last]).toEqual([16 * 2 ** 20 + 9, 16 * 2 ** 20 + 9, 'last']);
  });
});

let durations = 0;
/** Seconds that nobody else sleeps for. */
const freshDuration = (): string => `30.${process.pid}${(durations += 1)}`;
