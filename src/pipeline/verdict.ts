import type { RunStatus } from '../kernel/call-result.ts';
import type { ErrorCode } from '../kernel/error-table.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import type { ExitCodes, Plan } from '../tools/tool.ts';
import type { Ending, StopReason } from './ports.ts';
import { kindOfNotRun, type VerdictKind } from './verdict-kind.ts';

/** What an ending means, before its output has been parsed. */
export interface Verdict {
  readonly status: RunStatus;
  /** What it says about the tool. */
  readonly kind: VerdictKind;
  readonly failure: Failure | null;
  /** The program's own exit code; 124 for a time-out and 127 for a missing program, as shells have it. */
  readonly returncode: number | null;
}

/** When a run is stopped, and why then. */
interface Deadline extends Pick<Plan, 'timeoutSec' | 'enoughSec'> {
  /** True where the engagement closes sooner than the call's own deadline: more time cannot be asked for. */
  readonly atClosing: boolean;
}

/** Reads an ending by the tool's table of exit codes. */
export function verdictOf(tool: string, ending: Ending, exits: ExitCodes, deadline: Deadline): Verdict {
  switch (ending.kind) {
    case 'exited': {
      const { code } = ending;
      if (exits.ok.includes(code))
        return { status: 'succeeded', kind: 'result', failure: null, returncode: code };
      const kind = exits.broken.includes(code) ? 'broken_exit' : 'other_exit';
      const why = failure('tool.failed', `${tool} ended with exit code ${code}.`);
      return { status: 'failed', kind, failure: why, returncode: code };
    }
    case 'signalled': {
      const why = failure('tool.failed', `${tool} was ended by ${ending.signal}, ${sentFor(ending.signal)}.`);
      return { status: 'failed', kind: 'signal', failure: why, returncode: null };
    }
    case 'timed_out': {
      const { timeoutSec, enoughSec, atClosing } = deadline;
      if (enoughSec !== null && enoughSec < timeoutSec)
        return { status: 'succeeded', kind: 'result', failure: null, returncode: null };
      // Whoever closed the engagement cut the run short, not its target.
      const kind = atClosing ? 'nothing' : 'timeout';
      return { status: 'timed_out', kind, failure: outOfTime(tool, deadline), returncode: 124 };
    }
    case 'overflowed':
      // It did what it was asked for, and was asked for too much.
      return { status: 'failed', kind: 'nothing', failure: overflowed(tool), returncode: null };
    case 'out_of_memory':
      return { status: 'failed', kind: 'signal', failure: outOfMemory(tool), returncode: null };
    case 'stopped': {
      const { words, next } = stopped[ending.reason];
      const why = failure(
        'run.cancelled',
        `${tool} was stopped: ${words}.`,
        next === null ? {} : { next: [next] },
      );
      return { status: 'cancelled', kind: 'nothing', failure: why, returncode: null };
    }
    case 'not_started': {
      const { code } = ending.failure;
      const returncode = code === 'tool.missing' ? 127 : null;
      return { status: statusOf(code), kind: kindOfNotRun(code), failure: ending.failure, returncode };
    }
  }
}

/** The kernel sends two signals for limits alone; of any other we know no more than that it was not ours. */
function sentFor(signal: string): string {
  if (signal === 'SIGXCPU') return 'since it used more processor time than sandbox.limits.cpu_sec allows';
  if (signal === 'SIGXFSZ') return 'since it wrote a larger file than sandbox.limits.file_size allows';
  return 'which bailiwick did not send';
}

const overflowed = (tool: string): Failure =>
  failure(
    'tool.failed',
    `${tool} was stopped: it printed more than limits.output_hard_cap_bytes allows; both ends of it were kept.`,
    { next: ['Ask for fewer hosts or ports, or for less detail.'] },
  );

const outOfMemory = (tool: string): Failure =>
  failure(
    'tool.failed',
    `${tool} was ended by the kernel: its processes used more memory than sandbox.limits.memory allows.`,
    { next: ['Ask for fewer hosts or ports at once.'] },
  );

function outOfTime(tool: string, { timeoutSec, atClosing }: Deadline): Failure {
  const when = atClosing ? 'when the engagement closes' : 'its deadline';
  const why = `${tool} was stopped after ${timeoutSec} s, ${when}; what it had printed was kept.`;
  return failure('tool.timeout', why, atClosing ? { next: [onceOpen] } : { field: 'timeout_sec' });
}

const onceOpen =
  'Make the call again once the engagement is open; until then each refusal says when that is.';

/** Why a run was stopped, in words, and the way out where it is another than calling again. */
const stopped: Readonly<Record<StopReason, { readonly words: string; readonly next: string | null }>> = {
  cancelled: { words: 'the caller cancelled it', next: null },
  client_gone: { words: 'the client went away', next: null },
  shutdown: { words: 'bailiwick is shutting down', next: null },
  engagement_closed: {
    words: 'the engagement closed while it ran; what it had printed was kept',
    next: onceOpen,
  },
  no_longer_allowed: {
    words: 'a configuration came into force that does not allow it; what it had printed was kept',
    next: 'Make the call again to learn why it is refused now, or ask for what is allowed.',
  },
};

/** The status of a call that never started, by the reason why. */
export function statusOf(code: ErrorCode): RunStatus {
  switch (code) {
    case 'run.cancelled':
      return 'cancelled';
    case 'tool.missing':
    case 'tool.failed':
    case 'tool.output':
    case 'sandbox.unavailable':
    case 'store.unavailable':
    case 'announcement.failed':
    case 'run.interrupted':
    case 'internal':
      return 'failed';
    case 'tool.timeout':
      return 'timed_out';
    case 'input.invalid':
    case 'scope.outside':
    case 'scope.denied':
    case 'scope.too_large':
    case 'scope.port':
    case 'scope.expired':
    case 'scope.unresolved':
    case 'args.refused':
    case 'approval.required':
    case 'approval.denied':
    case 'limit.rate':
    case 'limit.busy':
    case 'breaker.open':
    case 'tool.disabled':
    case 'run.not_found':
    case 'config.invalid':
      return 'refused';
  }
}
