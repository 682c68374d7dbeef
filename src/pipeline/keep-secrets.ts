import type { CallResult } from '../kernel/call-result.ts';
import type { RunEvent } from '../kernel/run-event.ts';
import type { Call } from './call.ts';
import type { Pipeline } from './pipeline.ts';
import type { Captured, DecisionRecord, Ports } from './ports.ts';
import { secretMaskOf, type SecretMask } from './secret-mask.ts';
import { recordOf } from './take-up.ts';

/** The surroundings of one call, out of which none of its secrets goes. */
export interface SecretKeeping {
  readonly pipeline: Pipeline;
  readonly call: Call;
  readonly result: (result: CallResult) => CallResult;
}

/**
 * Puts a mask between a call and everything that is stored or shown: what its program printed is masked before it is read,
 * and so are records, events, traces and the result. A call without secrets has its surroundings as they are.
 */
export function keepSecrets(pipeline: Pipeline, call: Call, secrets: readonly string[]): SecretKeeping {
  const mask = secretMaskOf(secrets);
  if (mask === null) return { pipeline, call, result: (result) => result };
  return {
    pipeline: { ...pipeline, ports: maskedPorts(pipeline.ports, mask) },
    call: {
      ...call,
      target: call.target === null ? null : mask.text(call.target),
      report: (news) => call.report({ ...news, message: mask.text(news.message) }),
    },
    result: (result) => maskedResult(result, mask),
  };
}

const maskedPorts = (ports: Ports, mask: SecretMask): Ports => ({
  ...ports,
  executor: {
    ...ports.executor,
    run: async (job) => {
      const reader = mask.stream(job.onStdout);
      // A file would hold what the program printed as it came, with the secrets that the program repeats.
      const execution = await ports.executor.run({ ...job, onStdout: reader.write, artifacts: false });
      const { stdout, stderr } = execution;
      reader.end(stdout.bytes);
      const isCut = job.artifacts && (stdout.truncated || stderr.truncated);
      return {
        ...execution,
        stdout: maskedCapture(stdout, mask),
        stderr: maskedCapture(stderr, mask),
        notes: isCut ? [...execution.notes, noArtifact] : execution.notes,
      };
    },
  },
  audit: {
    decision: (record) => ports.audit.decision(maskedDecision(record, mask)),
    // What was printed has been masked where it was read.
    outcome: (record) => ports.audit.outcome({ ...record, result: maskedResult(record.result, mask) }),
  },
  slices: {
    ...ports.slices,
    begin: (run) =>
      ports.slices.begin({
        ...run,
        input: recordOf(mask.deep(run.input)) ?? {},
        argv: run.argv.map(mask.text),
      }),
  },
  emit: (event) => ports.emit(maskedEvent(event, mask)),
  bug: (thrown, runId) => ports.bug(maskedTrace(thrown, mask), runId),
});

const noArtifact = 'What was printed beyond that is not kept: this call has a secret, which it may hold.';

const maskedCapture = (captured: Captured, { bytes }: SecretMask): Captured => ({
  ...captured,
  head: bytes(captured.head, captured.truncated ? 'end' : 'none'),
  tail: bytes(captured.tail, captured.truncated ? 'start' : 'none'),
});

const maskedDecision = (record: DecisionRecord, { text }: SecretMask): DecisionRecord => ({
  ...record,
  target: record.target === null ? null : text(record.target),
  pinned: record.pinned.map(text),
  argv: record.argv.map(text),
  rule: record.rule === null ? null : text(record.rule),
});

function maskedEvent(event: RunEvent, mask: SecretMask): RunEvent {
  switch (event.type) {
    case 'queued':
    case 'started':
    case 'progress':
      return event;
    case 'finished':
    case 'refused':
    case 'planned':
      return { ...event, result: maskedResult(event.result, mask) };
  }
}

function maskedResult(result: CallResult, { text, deep }: SecretMask): CallResult {
  const { error, metadata } = result;
  const output = metadata.untrusted_output;
  return {
    ...result,
    summary: text(result.summary),
    result: deep(result.result),
    error:
      error === null
        ? null
        : {
            ...error,
            message: text(error.message),
            field: error.field === null ? null : text(error.field),
            recovery_suggestion: text(error.recovery_suggestion),
            next: error.next.map(text),
          },
    metadata: {
      ...metadata,
      target: metadata.target === null ? null : text(metadata.target),
      pinned: metadata.pinned.map(text),
      argv: metadata.argv.map(text),
      notes: metadata.notes.map(text),
      next: metadata.next.map(text),
      untrusted_output: output === null ? null : { stdout: text(output.stdout), stderr: text(output.stderr) },
    },
  };
}

/** A bug's words may hold what it stumbled over. */
function maskedTrace(thrown: unknown, { text }: SecretMask): Error {
  const masked = new Error(text(thrown instanceof Error ? thrown.message : String(thrown)));
  masked.stack = text(thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown));
  return masked;
}
