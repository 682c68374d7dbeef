import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { childrenOf, freshRunId, marked, openLab, textOf, tiersHere, type Lab } from './fixtures/lab.ts';

describe.each(await tiersHere())('three launchers, by %s', (sandbox) => {
  let lab: Lab;
  let launchers: readonly number[];
  beforeAll(async () => {
    lab = openLab({ sandbox, workers: 3 });
    launchers = childrenOf(process.pid);
    await lab.executor.sandbox();
  });
  afterAll(() => lab.close());

  it('share the runs that are under way, and one that dies takes none of the others’ along', async () => {
    expect(launchers).toHaveLength(3);
    const runIds = Array.from({ length: 6 }, () => freshRunId());
    const running = runIds.map((runId) => lab.run('sleep', ['1.5'], { runId }));
    await expect.poll(() => runIds.every((runId) => marked(runId).length > 0), { timeout: 5_000 }).toBe(true);
    const ofLauncher = new Map(launchers.map((pid) => [pid, childrenOf(pid)]));
    const leaders = runIds.flatMap(marked);
    const counts = launchers.map(
      (pid) => (ofLauncher.get(pid) ?? []).filter((child) => leaders.includes(child)).length,
    );
    expect(counts.every((count) => count > 0)).toBe(true);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(6);
    expect(lab.executor.alive()).toBe(true);
    process.kill(launchers[1] ?? 0, 'SIGKILL');
    const kinds = (await Promise.all(running)).map(({ ending }) => ending.kind);
    expect(kinds.filter((kind) => kind === 'not_started')).toHaveLength(counts[1] ?? 0);
    expect(kinds.filter((kind) => kind === 'exited')).toHaveLength(6 - (counts[1] ?? 0));
  });

  it('go on with a new one in the place of the dead', async () => {
    const replies = await Promise.all(
      Array.from({ length: 9 }, (_, each) => lab.run('print-both', [String(each + 1)])),
    );
    expect(replies.map(({ ending }) => ending)).toEqual(replies.map(() => ({ kind: 'exited', code: 0 })));
    expect(replies.every(({ stdout }) => textOf(stdout.head) !== '')).toBe(true);
    expect(lab.executor.alive()).toBe(true);
    expect(childrenOf(process.pid)).toHaveLength(3);
  });
});
