/** The taxonomy of the original design, plus `policy_denied` and `cancelled`. */
export const errorTypes = [
  'timeout',
  'not_found',
  'validation_error',
  'execution_error',
  'resource_exhausted',
  'circuit_breaker_open',
  'unknown',
  'policy_denied',
  'cancelled',
] as const;

export type ErrorType = (typeof errorTypes)[number];

/** What the caller may do with the same call: nothing, try it later, or try it again once something is changed. */
export type Retry = 'never' | 'later' | 'after_fix';

interface ErrorRow {
  readonly type: ErrorType;
  readonly retry: Retry;
  /** The exit code of the command line. */
  readonly exit: number;
  /** The way out, in one sentence. */
  readonly hint: string;
}

/** Every error that bailiwick reports, once: documents, metric labels, MCP payloads and exit codes come from here. */
export const errorTable = {
  'input.invalid': {
    type: 'validation_error',
    retry: 'after_fix',
    exit: 2,
    hint: 'Correct what the message names.',
  },
  'scope.outside': {
    type: 'policy_denied',
    retry: 'never',
    exit: 3,
    hint: 'Choose a target inside the authorised scope, or ask a person with authority to extend it.',
  },
  'scope.denied': {
    type: 'policy_denied',
    retry: 'never',
    exit: 3,
    hint: 'A deny rule or the floor excludes this target; leave it out.',
  },
  'scope.too_large': {
    type: 'policy_denied',
    retry: 'after_fix',
    exit: 3,
    hint: 'Ask for fewer hosts or ports in one call.',
  },
  'scope.port': {
    type: 'policy_denied',
    retry: 'after_fix',
    exit: 3,
    hint: 'Leave out the ports that the scope does not allow.',
  },
  'scope.expired': {
    type: 'policy_denied',
    retry: 'never',
    exit: 3,
    hint: 'The engagement is not in force now; ask a person with authority to renew it.',
  },
  'scope.unresolved': {
    type: 'policy_denied',
    retry: 'later',
    exit: 3,
    hint: 'Check the name, or give an address inside the scope.',
  },
  'args.refused': {
    type: 'policy_denied',
    retry: 'after_fix',
    exit: 3,
    hint: 'Use the typed parameters; only the listed flags are accepted in extra_args.',
  },
  'approval.required': {
    type: 'policy_denied',
    retry: 'later',
    exit: 4,
    hint: 'Ask a person to approve the call, then make it again.',
  },
  'approval.denied': {
    type: 'policy_denied',
    retry: 'never',
    exit: 4,
    hint: 'A person declined this call; do not repeat it.',
  },
  'limit.rate': {
    type: 'resource_exhausted',
    retry: 'later',
    exit: 7,
    hint: 'Wait for retry_after_sec, then make the same call again.',
  },
  'limit.busy': {
    type: 'resource_exhausted',
    retry: 'later',
    exit: 7,
    hint: 'Wait for running calls to finish, then make the same call again.',
  },
  'breaker.open': {
    type: 'circuit_breaker_open',
    retry: 'later',
    exit: 7,
    hint: 'The tool kept failing; wait for retry_after_sec or have its program mended.',
  },
  'tool.missing': {
    type: 'not_found',
    retry: 'after_fix',
    exit: 5,
    hint: 'Install the program that the tool needs; `bailiwick doctor` says how.',
  },
  'tool.disabled': {
    type: 'not_found',
    retry: 'never',
    exit: 3,
    hint: 'The operator switched this tool off; use another one.',
  },
  'tool.failed': {
    type: 'execution_error',
    retry: 'after_fix',
    exit: 8,
    hint: 'Read metadata.untrusted_output for what the program said, then change the call.',
  },
  'tool.timeout': {
    type: 'timeout',
    retry: 'after_fix',
    exit: 6,
    hint: 'Ask for fewer hosts or ports, or give a larger timeout_sec.',
  },
  'tool.output': {
    type: 'execution_error',
    retry: 'after_fix',
    exit: 8,
    hint: 'The program printed what its parser does not know; check its version with `bailiwick doctor`.',
  },
  'sandbox.unavailable': {
    type: 'execution_error',
    retry: 'after_fix',
    exit: 5,
    hint: 'The runner cannot start programs; `bailiwick doctor` says why.',
  },
  'run.cancelled': {
    type: 'cancelled',
    retry: 'later',
    exit: 8,
    hint: 'The call was cancelled; make it again if it is still wanted.',
  },
  'run.not_found': {
    type: 'not_found',
    retry: 'after_fix',
    exit: 2,
    hint: 'Check the run id.',
  },
  'run.interrupted': {
    type: 'execution_error',
    retry: 'later',
    exit: 8,
    hint: 'Make the call again if it is still wanted.',
  },
  'store.unavailable': {
    type: 'execution_error',
    retry: 'later',
    exit: 5,
    hint: 'The audit record could not be written, so nothing was started; check the data folder.',
  },
  'announcement.failed': {
    type: 'execution_error',
    retry: 'later',
    exit: 5,
    hint: 'Whoever must be told before packets are sent could not be; a person has to look at what `announcements` names.',
  },
  'config.invalid': {
    type: 'validation_error',
    retry: 'after_fix',
    exit: 9,
    hint: 'Correct the named place; `bailiwick config check` shows it with its line.',
  },
  internal: {
    type: 'unknown',
    retry: 'later',
    exit: 8,
    hint: 'This is a bug in bailiwick; report it with the run id.',
  },
} as const satisfies Record<string, ErrorRow>;

/** The dotted, stable slug of an error. */
export type ErrorCode = keyof typeof errorTable;
