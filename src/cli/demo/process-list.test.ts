import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { canListProcesses, descendantsOf, processesOfRuns } from './process-list.ts';

describe.runIf(canListProcesses)('process list', () => {
  it('finds a grandchild by its parents and by its run, and no longer when it is gone', async () => {
    const runId = `r-test-${process.pid}`;
    const script = '/bin/sleep 30 & echo started; wait';
    const child = spawn('/bin/sh', ['-c', script], { env: { BAILIWICK_RUN_ID: runId }, detached: true });
    await once(child.stdout, 'data');
    const ofRun = (): readonly string[] => processesOfRuns(new Set([runId])).map(({ command }) => command);
    await expect.poll(ofRun).toContain('/bin/sleep 30');
    const below = descendantsOf(process.pid).filter((found) => found.runId === runId);
    expect(below.map(({ command }) => command)).toContain('/bin/sleep 30');
    process.kill(-(child.pid ?? 0), 'SIGKILL');
    await once(child, 'close');
    await expect.poll(ofRun).toEqual([]);
  });
});
