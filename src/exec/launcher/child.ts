import type { ChildProcess } from 'node:child_process';
import { Readable } from 'node:stream';
import type { RunGroup } from '../sandbox/cgroup/run-group.ts';
import { boxedLeader } from './boxed-leader.ts';
import { createCapture } from './capture.ts';
import { errnoOf, forMemory, type ChildEnding } from './child-ending.ts';
import { collectStream, type CollectedStream } from './collected-stream.ts';
import type { EndedFrame, StartFrame } from './frames.ts';
import { bareLeader, type Leader } from './leader.ts';
import { makePrivateFolder, removePrivateFolder, writePrivateFiles } from './private-folder.ts';
import { letBegin, startProcess, type Makers } from './start-process.ts';
import type { Sweep } from './sweep.ts';
import { createTermination, type StopCause } from './termination.ts';
import { createValve, type Valve } from './valve.ts';

/** A run inside the launcher. */
export interface Child {
  readonly stop: (cause: StopCause, graceMs?: number) => void;
  /** Stops reading stdout of a run that streams, so that the program waits; its deadline does not. */
  readonly pause: () => void;
  readonly resume: () => void;
}

/** What becomes of a run: `ended` comes once, comes last, and says that no process of the run is left. */
export interface ChildEvents {
  readonly started: (pid: number) => void;
  /** The chunk is lent until this returns. */
  readonly stdout: (chunk: Uint8Array) => void;
  readonly ended: (end: ChildEnd) => void;
}

export type ChildEnd = Omit<EndedFrame, 'kind' | 'run'>;

/** What the runs of a launcher share. */
export interface Keeping extends Makers {
  /** What ends that part of a run which its leader does not take along. */
  readonly sweep: Sweep;
}

/**
 * Starts a program without a shell, in its own session and folder, and sees to it until nothing of it is left. The program in a
 * box begins when `opened` resolves with null; with a complaint it never does.
 */
export function startChild(
  order: StartFrame,
  { sweep, ...makers }: Keeping,
  opened: Promise<string | null>,
  events: ChildEvents,
): Child {
  try {
    makePrivateFolder(order.folder, order.owner);
  } catch (error) {
    return notStarted('folder', error, Promise.resolve(), events);
  }
  try {
    writePrivateFiles(order.folder, order.files, order.owner);
  } catch (error) {
    return notStarted('folder', error, removePrivateFolder(order.folder), events);
  }
  try {
    const { child, group } = startProcess(order, makers);
    const started = startedOf(child);
    if (started !== null) return tend(started, order, { sweep, group, opened }, events);
    const clear = (): Promise<unknown> => Promise.all([group.end(), removePrivateFolder(order.folder)]);
    child.once('error', (error) => notStarted('program', error, clear(), events));
    return inert;
  } catch (error) {
    return notStarted('program', error, removePrivateFolder(order.folder), events);
  }
}

function tend(
  { child, pid, out, complaints }: Started,
  order: StartFrame,
  {
    sweep,
    group,
    opened,
  }: { readonly sweep: Sweep; readonly group: RunGroup; readonly opened: Promise<string | null> },
  events: ChildEvents,
): Child {
  const spawnedAt = performance.now();
  const place = order.artifacts === null ? null : { ...order.artifacts, runId: order.runId };
  const stdout = collectStream('stdout', order.keepStdout, place);
  const stderr = collectStream('stderr', order.keepStderr, place);
  const valves = { stdout: createValve(out), stderr: createValve(complaints) };
  const leader = leaderOf(child, pid);
  const termination = createTermination(leader.signal);
  const deadline = setTimeout(
    () => termination.stop('timed_out', order.graceMs),
    Math.min(order.timeoutMs, longestTimerMs),
  );
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const streams = order.streamBytes > 0;
  let toStream = order.streamBytes;
  let printed = 0;
  let complaint: string | null = null;
  const beginOrEnd = (said: string | null): void => {
    complaint = said;
    // What has not begun needs no grace.
    if (said === null && termination.cause() === null) letBegin(child);
    else leader.signal('SIGKILL');
  };
  if (order.box !== null) void opened.then(beginOrEnd);

  const clearUp = async (): Promise<Cleared> => {
    const age = performance.now() - spawnedAt;
    // A box is the process of a standby, which may be older than any number.
    if (!(await leader.gone())) await sweep(order.runId, order.box === null && age < noWrapMs ? pid : 0);
    const outOfMemory = await group.end();
    // Never waits for `close` alone: whoever inherited a pipe can hold it open for ever.
    await within(drainMs, closed);
    out.destroy();
    complaints.destroy();
    const seconds = (performance.now() - spawnedAt) / 1000;
    await removePrivateFolder(order.folder);
    return { seconds, outOfMemory };
  };

  const count = (chunk: Buffer): void => {
    printed += chunk.byteLength;
    if (printed > order.mostOutputBytes) termination.stop('overflowed', order.graceMs);
  };
  complaints.on('data', (chunk: Buffer) => {
    count(chunk);
    takeInto(stderr, chunk, valves.stderr);
  });
  out.on('data', (chunk: Buffer) => {
    count(chunk);
    if (toStream > 0) events.stdout(chunk.subarray(0, toStream));
    toStream -= chunk.byteLength;
    takeInto(stdout, chunk, valves.stdout);
  });
  child.once('exit', (code, signal) => {
    termination.over();
    clearTimeout(deadline);
    leader.signal('SIGKILL');
    // No writer is left: a pipe's rest is small, and neither a slow reader nor a slow disk holds it back any more.
    valves.stdout.open();
    valves.stderr.open();
    const cause = termination.cause();
    const report = async ({ seconds, outOfMemory }: Cleared): Promise<void> => {
      const spilled = (await Promise.all([stdout.end(), stderr.end()])).flat();
      const captured = { stdout: stdout.captured(), stderr: stderr.captured() };
      const ending: ChildEnding =
        complaint === null
          ? leader.ending(cause, code, signal, captured.stderr)
          : { kind: 'not_started', step: 'box', errno: complaint };
      events.ended({ ending: outOfMemory ? forMemory(ending) : ending, ...captured, spilled, seconds });
    };
    void clearUp().then(report);
  });
  events.started(pid);

  return {
    stop: (cause, graceMs = order.graceMs) => termination.stop(cause, graceMs),
    pause: () => void (streams && valves.stdout.hold('reader')),
    resume: () => void (streams && valves.stdout.free('reader')),
  };
}

/** What is known once no process of a run is left. */
interface Cleared {
  readonly seconds: number;
  readonly outOfMemory: boolean;
}

/** A chunk that goes to the disk holds the stream back until it is there, so that a flood waits in the program and not here. */
function takeInto(stream: CollectedStream, chunk: Buffer, valve: Valve): void {
  const writing = stream.take(chunk);
  if (writing === null) return;
  valve.hold('disk');
  void writing.then(() => valve.free('disk'));
}

interface Started {
  readonly child: ChildProcess;
  readonly pid: number;
  readonly out: Readable;
  readonly complaints: Readable;
}

/** A child that was started, with its pipes; null for one that was not. */
function startedOf(child: ChildProcess): Started | null {
  const { pid, stdout, stderr } = child;
  return pid === undefined || stdout === null || stderr === null
    ? null
    : { child, pid, out: stdout, complaints: stderr };
}

function leaderOf(child: ChildProcess, pid: number): Leader {
  const reports = child.stdio[3];
  return reports instanceof Readable ? boxedLeader(pid, reports) : bareLeader(pid);
}

function notStarted(
  step: (ChildEnding & { readonly kind: 'not_started' })['step'],
  error: unknown,
  cleared: Promise<unknown>,
  events: ChildEvents,
): Child {
  const ending: ChildEnding = { kind: 'not_started', step, errno: errnoOf(error) };
  const nothing = createCapture(0).captured();
  void cleared.then(() =>
    events.ended({ ending, stdout: nothing, stderr: nothing, spilled: [], seconds: 0 }),
  );
  return inert;
}

async function within(ms: number, event: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  await Promise.race([event, new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)))]);
  clearTimeout(timer);
}

const inert: Child = { stop: () => undefined, pause: () => undefined, resume: () => undefined };

/** How long the pipes may take to run dry once the leader is gone. */
const drainMs = 200;
/** Process numbers are taken not to go round within this time, so that the sweep can start at the leader's. */
const noWrapMs = 1_000;
/** What a Node timer can hold: 24.8 days. */
const longestTimerMs = 2 ** 31 - 1;
