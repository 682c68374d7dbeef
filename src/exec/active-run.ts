import { failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import type { Execution, Job, StopReason } from '../pipeline/ports.ts';
import type { Kept } from './artifacts/artifact-keeping.ts';
import { nothingCaptured, unstarted } from './execution.ts';
import type { EndedFrame, FromLauncher } from './launcher/frames.ts';
import { startFailure } from './start-failure.ts';

/** A run that the launcher was asked for and has not reported as ended. */
export interface ActiveRun {
  readonly runId: string;
  readonly folder: string;
  /** Ends the run early; the first reason wins. */
  readonly stop: (reason: StopReason) => void;
  /** The leader's number once it was started. */
  readonly pid: () => number | null;
  readonly take: (frame: FromLauncher) => void;
  /** Settles the run after its launcher died and what was left of it was ended. */
  readonly lose: () => void;
}

interface Settings {
  readonly job: Job;
  readonly path: string;
  /** What the result calls the isolation. */
  readonly label: string;
  readonly folder: string;
  readonly monotonicMs: () => number;
  /** What the run's files come to in its result. */
  readonly account: (spilled: EndedFrame['spilled']) => Kept;
  readonly resolve: (execution: Execution) => void;
  /** A bug in what takes the output; the run itself ended as any other. */
  readonly reject: (bug: unknown) => void;
  readonly stop: (reason: StopReason) => void;
}

/** Follows one run through the launcher's frames. */
export function followRun({
  job,
  path,
  label,
  folder,
  monotonicMs,
  account,
  resolve,
  reject,
  stop,
}: Settings): ActiveRun {
  let pid: number | null = null;
  let startedAt: number | null = null;
  let streamed = 0;
  let bug: { readonly thrown: unknown } | null = null;

  const settle = (execution: Execution): void => {
    if (bug === null) resolve(execution);
    else reject(bug.thrown);
  };

  const pass = (bytes: Uint8Array): void => {
    streamed += bytes.byteLength;
    if (bug !== null) return;
    try {
      job.onStdout(bytes);
    } catch (thrown) {
      // Left alone it would end the server in the middle of other people's runs.
      bug = { thrown };
      stop('cancelled');
    }
  };

  return {
    runId: job.runId,
    folder,
    stop,
    pid: () => pid,
    take: (frame) => {
      switch (frame.kind) {
        case 'started':
          pid = frame.pid;
          startedAt = monotonicMs();
          return;
        case 'stdout':
          pass(frame.bytes);
          return;
        case 'ended':
          settle(endedExecution(frame, account(frame.spilled), { path, folder, label }));
          return;
      }
    },
    lose: () =>
      settle({
        ending: { kind: 'not_started', failure: lostFailure(path, startedAt !== null) },
        stdout: { ...nothingCaptured, bytes: streamed, truncated: streamed > 0 },
        stderr: nothingCaptured,
        seconds: startedAt === null ? 0 : (monotonicMs() - startedAt) / 1000,
        path: startedAt === null ? null : path,
        sandbox: label,
        artifacts: [],
        notes: [],
      }),
  };
}

function endedExecution(
  { ending, stdout, stderr, seconds }: EndedFrame,
  kept: Kept,
  { path, folder, label: sandbox }: Pick<Settings, 'path' | 'folder' | 'label'>,
): Execution {
  if (ending.kind === 'not_started') {
    return unstarted({ kind: 'not_started', failure: startFailure(ending, path, folder) });
  }
  return { ending, stdout, stderr, seconds, path, sandbox, ...kept };
}

const lostFailure = (path: string, started: boolean) =>
  failure(
    'sandbox.unavailable',
    started
      ? `The launcher process died while ${quote(path)} ran; the program was killed and its output is lost.`
      : `The launcher process died before it reported that ${quote(path)} was started; anything left of it was killed.`,
    { next: ['Make the call again: another launcher is started for it.'] },
  );
