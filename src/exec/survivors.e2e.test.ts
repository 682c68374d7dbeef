import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshRunId, isRunning, marked, openLab, textOf, type Lab } from './fixtures/lab.ts';

// The rows of the table in which naive runners hang, leave survivors or fill memory.
let lab: Lab;
beforeAll(() => {
  lab = openLab();
});
afterAll(() => lab.close());

describe('no process outlives its run', () => {
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
    const { ending, stdout } = await lab.run('unmarked-child');
    expect(ending).toEqual({ kind: 'exited', code: 0 });
    await expect.poll(() => isRunning(Number(textOf(stdout.head)))).toBe(false);
  });

  it('not a process in a session of its own that cleared its environment', async () => {
    const { ending, stdout, seconds } = await lab.run('unmarked-daemon', ['.']);
    expect(ending).toEqual({ kind: 'exited', code: 0 });
    expect(seconds).toBeLessThan(1);
    await expect.poll(() => isRunning(Number(textOf(stdout.head)))).toBe(false);
  });

  it('a holder of the pipe that cannot be found delays a result by less than a second', async () => {
    const { ending, stdout, seconds } = await lab.run('unmarked-daemon', ['/']);
    expect(ending).toEqual({ kind: 'exited', code: 0 });
    expect(seconds).toBeLessThan(1);
    process.kill(Number(textOf(stdout.head)), 'SIGKILL');
  });

  it('runs that end side by side are swept apart', async () => {
    const ids = Array.from({ length: 12 }, freshRunId);
    const bystander = freshRunId();
    const stop = new AbortController();
    const other = lab.run('wait-after-output', [], { runId: bystander, signal: stop.signal });
    const ended = await Promise.all(ids.map((runId) => lab.run('daemon-holds-pipe', ['setsid'], { runId })));
    expect(ended.map(({ ending }) => ending)).toEqual(ids.map(() => ({ kind: 'exited', code: 0 })));
    expect(ids.flatMap(marked)).toEqual([]);
    expect(marked(bystander)).toHaveLength(1);
    stop.abort('cancelled');
    await other;
  });
});

describe('output without end', () => {
  it('is counted in full, kept within its bound, and ends with the deadline', async () => {
    const { ending, stdout, seconds } = await lab.run('endless', [], { timeoutSec: 0.3, keep: 1_000 });
    expect(ending).toEqual({ kind: 'timed_out' });
    expect([stdout.head.byteLength, stdout.tail.byteLength, stdout.truncated]).toEqual([500, 500, true]);
    expect(stdout.bytes).toBeGreaterThan(1_000_000);
    expect(seconds).toBeLessThan(1);
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
