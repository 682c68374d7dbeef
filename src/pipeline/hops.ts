import { ok, type Result } from '../kernel/result.ts';
import type { Finding, Plan, Reader, StoppedHop, Tool, Trail } from '../tools/tool.ts';
import type { Call } from './call.ts';
import type { Known } from './conclude.ts';
import { admitHop, type OpenCall } from './hop.ts';
import type { Judged } from './judge.ts';
import { outputsOf } from './kept-output.ts';
import type { Pipeline } from './pipeline.ts';
import type { Ending, Execution, KeptOutput } from './ports.ts';
import type { Place } from './queue.ts';
import { runProgram } from './run-program.ts';
import { stopReasonOf } from './stop-reason.ts';
import { toolOutputOf } from './tool-output.ts';

/** What runs, how it goes on from there, and where it runs. */
export interface Journey {
  /** As it was admitted. */
  readonly judged: Judged;
  readonly plan: Plan;
  readonly trail: Trail | null;
  readonly place: Place;
}

/** One call as it stands when its last hop has ended. */
export interface Travelled {
  /** The last hop that ran, with the seconds, artifacts and notes of all. */
  readonly execution: Execution;
  /** Its reader; at the end it gives the finding of all hops together. */
  readonly reader: Reader<Finding>;
  /** `name=address` of every name that was resolved on the way. */
  readonly pinned: readonly string[];
  /** What each of them printed, as far as it is to be kept with the outcome. */
  readonly outputs: readonly KeptOutput[];
  /** By which the end is judged. */
  readonly plan: Plan;
  /** How many slices are done, where it was cut into such. */
  readonly slices: { readonly done: number; readonly of: number } | null;
}

/**
 * Runs a plan, and then each hop that its output leads to. A hop that is refused ends the way: what was found so far is the
 * result, with the reason, and nothing was sent for it.
 */
export async function runHops(
  pipeline: Pipeline,
  call: Call,
  tool: Tool,
  { plan, trail, place }: Journey,
  known: Known,
): Promise<Travelled> {
  const endsAtMs = pipeline.ports.clock.monotonicMs() + plan.timeoutSec * 1000;
  const open: OpenCall = { pipeline, call, tool, place, program: known.program, endsAtMs };
  let last = await runOne(open, plan);
  const first = { plan, slices: null, outputs: outputsOf(last.execution, 1) };
  if (trail === null) return { ...last, ...first, pinned: known.pinned };

  const before: Finding[] = [];
  const pinned = new Set(known.pinned);
  let way = trail;
  let { seconds, artifacts, notes } = last.execution;
  let { outputs } = first;
  let stopped: StoppedHop | null = null;
  /** What the last hop said, where that was read on the way: a reader is asked once. */
  let said: Result<Finding> | null = null;
  let ending = last.execution.ending;
  while (ending.kind === 'exited' && before.length < mostHops) {
    const output = toolOutputOf(last.execution, ending.code);
    const next = way.next(output);
    if (next === null) break;
    said = last.reader.end(output);
    if (!said.ok) break;
    // Hop after hop: each is decided by what the one before it printed.
    // oxlint-disable-next-line no-await-in-loop -- see above
    const hop = await admitHop(open, next);
    if (!hop.ok) {
      stopped = { target: next.target, failure: hop.error };
      ending = endingOf(call, stopped, ending);
      break;
    }
    const { judged } = hop.value;
    // oxlint-disable-next-line no-await-in-loop -- see above
    const ran = await runOne(open, hop.value.plan);
    if (ran.execution.ending.kind === 'not_started') {
      stopped = { target: next.target, failure: ran.execution.ending.failure };
      break;
    }
    before.push(said.value);
    for (const pin of judged.pinned) pinned.add(pin);
    seconds += ran.execution.seconds;
    artifacts = [...artifacts, ...ran.execution.artifacts];
    outputs = [...outputs, ...outputsOf(ran.execution, before.length + 1)];
    notes = [...notes, ...ran.execution.notes];
    last = ran;
    said = null;
    way = judged.draft.trail ?? way;
    ({ ending } = ran.execution);
  }
  return {
    ...first,
    execution: { ...last.execution, ending, seconds, artifacts, notes },
    reader: joining(last.reader, said, way, before, stopped),
    pinned: [...pinned],
    outputs,
  };
}

/** Tools bound their own way; this one ends a way that a bug left without a bound. */
const mostHops = 20;

interface Ran {
  readonly execution: Execution;
  readonly reader: Reader<Finding>;
}

async function runOne({ pipeline, call, tool }: OpenCall, plan: Plan): Promise<Ran> {
  const reader = tool.read(plan);
  const execution = await runProgram(pipeline.ports, call, plan, reader, call.report);
  return { execution, reader };
}

/** How the call ended where a hop was not admitted: stopped or out of time is what it would have been within a hop. */
function endingOf({ signal }: Call, { failure }: StoppedHop, ending: Ending): Ending {
  if (signal.aborted) return { kind: 'stopped', reason: stopReasonOf(signal) };
  return failure.code === 'tool.timeout' ? { kind: 'timed_out' } : ending;
}

const joining = (
  reader: Reader<Finding>,
  said: Result<Finding> | null,
  way: Trail,
  before: readonly Finding[],
  stopped: StoppedHop | null,
): Reader<Finding> => ({
  write: reader.write,
  end: (output): Result<Finding> => {
    const found = said ?? reader.end(output);
    return found.ok ? ok(way.join([...before, found.value], stopped)) : found;
  },
});
