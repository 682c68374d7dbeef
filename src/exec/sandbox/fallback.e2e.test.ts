import { expect, test } from 'vitest';
import { newRunId } from '../../kernel/ids.ts';
import type { Execution } from '../../pipeline/ports.ts';
import { barePlan } from '../../tools/bare-plan.ts';
import type { Plan } from '../../tools/tool.ts';
import { nothingCaptured, unstarted } from '../execution.ts';
import { usualLimits } from '../fixtures/usual-limits.ts';
import { startFrame } from '../start-frame.ts';
import { findBoxPrograms } from './find-box-programs.ts';
import { createSandbox, type Hands, type SandboxMode } from './sandbox.ts';

const plan: Plan = { ...barePlan, tool: 'true', program: { kind: 'system', name: 'true' } };
const job = {
  runId: newRunId((count) => new Uint8Array(count)),
  plan,
  artifacts: false,
  signal: new AbortController().signal,
  onStdout: () => undefined,
};
const order = startFrame(1, job, '/bin/true', {
  searchPath: [],
  graceMs: 0,
  tmpRoot: '/tmp',
  keep: { stdoutBytes: 0, stderrBytes: 0 },
  streamBytes: 0,
  mostOutputBytes: 1,
  artifacts: null,
  sandbox: 'auto',
  acceptRaw: false,
  limits: usualLimits,
});

const said = (rights: string): Execution => ({
  ...unstarted({ kind: 'exited', code: 0 }),
  stdout: {
    ...nothingCaptured,
    head: Buffer.from(`65534\nCapEff:\t${rights}\nCapBnd:\t${rights}\nNoNewPrivs:\t1\nown numbers\nend\n`),
  },
});

/** Boxes that hold, and no namespace that can be made. */
function hands(): Hands {
  const answers = [said('0000000000000000'), said('0000000000002000')];
  return {
    attempt: async () => answers.shift() ?? said('0000000000000000'),
    runScript: async () => ({ code: 1, stdout: '', stderr: 'no more memory\n' }),
  };
}

const placed = (mode: SandboxMode, change: Partial<Plan> = {}, by = hands()) =>
  createSandbox({ mode, acceptRaw: false }, usualLimits, by).place(order, { ...plan, ...change });

const canTry = findBoxPrograms().ok && process.geteuid?.() === 0;

test.runIf(canTry)(
  'a run that no namespace could hold says why, and runs in a box (needs root and bubblewrap)',
  async () => {
    expect(await placed('auto')).toMatchObject({
      value: { label: 'bwrap', note: 'No network namespace held this run: no more memory.' },
    });
  },
);

test.runIf(canTry)(
  'a run that no box could hold says why, and runs all the same (needs root and bubblewrap)',
  async () => {
    const unheld: Hands = {
      ...hands(),
      attempt: async () => unstarted({ kind: 'exited', code: 1 }),
    };
    expect(await placed('auto', {}, unheld)).toMatchObject({
      value: { label: 'process', note: expect.stringMatching(/^No box held this run: .+\.$/) },
    });
    expect(await placed('require-bwrap', {}, unheld)).toMatchObject({
      error: { code: 'sandbox.unavailable' },
    });
  },
);

test.runIf(canTry)(
  'where one is required it does not run, nor do raw sockets anywhere (needs root and bubblewrap)',
  async () => {
    expect(await placed('require-netns')).toMatchObject({
      error: { code: 'sandbox.unavailable', message: expect.stringContaining('no more memory') },
    });
    expect(await placed('auto', { profile: 'raw' })).toMatchObject({
      error: {
        code: 'sandbox.unavailable',
        message: expect.stringContaining('kept to network namespaces: no more memory'),
      },
    });
  },
);
