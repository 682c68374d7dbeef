import type { Failure } from '../kernel/failure.ts';
import { ok } from '../kernel/result.ts';
import type { Plan, Tool } from '../tools/tool.ts';
import type { Call } from './call.ts';
import { closeSlice } from './close-slice.ts';
import type { Known } from './conclude.ts';
import { admitHop, type OpenCall } from './hop.ts';
import type { Travelled } from './hops.ts';
import type { Pipeline } from './pipeline.ts';
import type { Captured, Ending, Execution, KeptOutput, Resumable, SlicedRun } from './ports.ts';
import type { Place } from './queue.ts';
import { readAgain } from './read-again.ts';
import { runProgram } from './run-program.ts';
import { followSlice } from './slice-progress.ts';
import { stopReasonOf } from './stop-reason.ts';

/** A run that is made slice by slice. */
export interface SlicedJourney {
  /** For all that is still to be done. */
  readonly plan: Plan;
  readonly run: SlicedRun;
  /** What a call would send to have a slice scanned, but for the target. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly earlier: Resumable | null;
}

/**
 * Runs a plan for one slice of its targets after the other, while the call keeps its place. Each slice is judged as if nothing had
 * been judged before, and recorded before it starts; what it printed is kept when it ends. One reader reads them all, and before
 * them those that an earlier run has done, so that the result is that of a single run.
 */
export async function runSlices(
  pipeline: Pipeline,
  call: Call,
  tool: Tool,
  { plan, run, input, earlier }: SlicedJourney,
  known: Known,
): Promise<Travelled> {
  const { ports } = pipeline;
  const endsAtMs = ports.clock.monotonicMs() + plan.timeoutSec * 1000;
  const open: OpenCall = { pipeline, call, tool, place: whole, program: known.program, endsAtMs };
  const reader = tool.read(plan);
  const of = run.slices.length;
  const again = await readAgain(ports, reader, earlier);
  let why: Failure | null = again.ok ? null : again.error;
  let last: Last | null = null;
  let done = run.taken;
  let seconds = 0;
  let artifacts: Execution['artifacts'] = [];
  let outputs: readonly KeptOutput[] = [];
  const notes = new Set<string>();
  const own = again.ok ? run.slices.slice(run.taken) : [];
  for (const [index, target] of own.entries()) {
    const place = { position: done + 1, nth: index + 1, of };
    // Slice after slice: each is decided about when it would start.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const slice = await admitHop(open, { ...input, target }, { slice: { position: place.position, of } });
    if (!slice.ok) {
      why = slice.error;
      notes.add(`${target} was not scanned: ${why.message}`);
      break;
    }
    const tell = followSlice(call, place);
    // oxlint-disable-next-line no-await-in-loop -- see above
    const execution = await runProgram(ports, call, slice.value.plan, reader, tell);
    last = { execution, plan: slice.value.plan };
    seconds += execution.seconds;
    artifacts = [...artifacts, ...execution.artifacts];
    // oxlint-disable-next-line no-await-in-loop -- see above
    const closed = await closeSlice(ports, call, tool, reader, { ...last, ...place, target });
    for (const note of closed.notes) notes.add(note);
    outputs = [...outputs, ...closed.outputs];
    if (!closed.goesOn) break;
    done += 1;
  }
  return {
    execution: { ...endOf(call, last, why), seconds, artifacts, notes: [...notes] },
    reader,
    pinned: known.pinned,
    outputs,
    plan: { ...plan, enoughSec: last === null ? null : enoughOf(last) },
    slices: { done, of },
  };
}

/** The program that was run last. */
interface Last {
  readonly plan: Plan;
  readonly execution: Execution;
}

/** A call that is sliced has its place at all its targets from the beginning, and keeps it. */
const whole: Place = { move: async () => ok(null), end: () => undefined };

/** How the last slice ended; or, where the next one was not let start, why, and nothing of what the last one printed. */
function endOf(call: Call, last: Last | null, why: Failure | null): Execution {
  if (why === null) {
    if (last === null) throw new Error('a run was cut into no slices');
    return last.execution;
  }
  const none = { stdout: nothing, stderr: nothing };
  if (last !== null) return { ...last.execution, ...none, ending: endingOf(call, why) };
  const ending: Ending = { kind: 'not_started', failure: why };
  return { ...none, ending, seconds: 0, path: null, sandbox: 'none', artifacts: [], notes: [] };
}

/** What stopped the call between two slices is what would have stopped it within one. */
function endingOf({ signal }: Call, { code }: Failure): Ending {
  if (signal.aborted) return { kind: 'stopped', reason: stopReasonOf(signal) };
  if (code === 'tool.timeout') return { kind: 'timed_out' };
  return { kind: 'stopped', reason: code === 'scope.expired' ? 'engagement_closed' : 'no_longer_allowed' };
}

/** Null where the deadline came first. */
const enoughOf = ({ plan: { enoughSec, timeoutSec } }: Last): number | null =>
  enoughSec !== null && enoughSec < timeoutSec ? enoughSec : null;

const nothing: Captured = { head: new Uint8Array(0), tail: new Uint8Array(0), bytes: 0, truncated: false };
