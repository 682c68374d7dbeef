import type { ErrorCode } from '../kernel/error-table.ts';
import type { FailureKind } from '../kernel/failure-kinds.ts';
import type { BreakerOutcome } from '../resilience/breaker-phase.ts';

/** What an ending says about its tool: a failure of a kind, a result, or nothing at all. */
export type VerdictKind = FailureKind | 'result' | 'nothing';

/** What a breaker shall count that counts failures of these kinds. */
export function outcomeOf(kind: VerdictKind, counted: readonly FailureKind[]): BreakerOutcome {
  switch (kind) {
    case 'result':
      return 'success';
    case 'nothing':
      return 'ignore';
    case 'not_started':
    case 'sandbox':
    case 'signal':
    case 'broken_exit':
    case 'unreadable_output':
    case 'other_exit':
    case 'timeout':
      return counted.includes(kind) ? 'failure' : 'ignore';
  }
}

/** What a breaker shall count that looks for deadlines alone: what ended by itself was no such. */
export function slownessOf(kind: VerdictKind): BreakerOutcome {
  switch (kind) {
    case 'timeout':
      return 'failure';
    case 'result':
    case 'other_exit':
      return 'success';
    case 'nothing':
    case 'not_started':
    case 'sandbox':
    case 'signal':
    case 'broken_exit':
    case 'unreadable_output':
      return 'ignore';
  }
}

/** What it says of a tool that its program was not run for this reason: nothing, where that is policy or the caller's doing. */
export function kindOfNotRun(code: ErrorCode): VerdictKind {
  switch (code) {
    case 'tool.missing':
    case 'tool.failed':
      return 'not_started';
    case 'sandbox.unavailable':
      return 'sandbox';
    case 'tool.output':
      return 'unreadable_output';
    case 'tool.timeout':
      return 'timeout';
    case 'run.interrupted':
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
    case 'run.cancelled':
    case 'run.not_found':
    case 'store.unavailable':
    case 'announcement.failed':
    case 'config.invalid':
    case 'internal':
      return 'nothing';
  }
}
