import type { CallMetadata, CallResult } from '../kernel/call-result.ts';
import type { Failure } from '../kernel/failure.ts';
import type { Finding, Plan, Reader, Tool } from '../tools/tool.ts';
import { buildResult } from './build-result.ts';
import type { Call } from './call.ts';
import { cleanFinding } from './clean-finding.ts';
import type { Execution } from './ports.ts';
import { shownOutput } from './shown-output.ts';
import { toolOutputOf } from './tool-output.ts';
import type { VerdictKind } from './verdict-kind.ts';
import { verdictOf, type Verdict } from './verdict.ts';

/** What is known of a run before its program has said anything. */
export interface Known {
  readonly queueSec: number;
  /** True where the engagement closes sooner than the call's own deadline. */
  readonly atClosing: boolean;
  readonly argv: readonly string[];
  /** `name=address` of each name that was resolved. */
  readonly pinned: readonly string[];
  readonly program: CallMetadata['program'];
}

/** Turns the end of a process group into the result of the call, and tells what it says about the tool. */
export function conclude(
  call: Call,
  tool: Tool,
  plan: Plan,
  execution: Execution,
  reader: Reader<Finding>,
  known: Known,
): { readonly result: CallResult; readonly kind: VerdictKind } {
  const verdict = verdictOf(tool.name, execution.ending, tool.exitCodes, {
    ...plan,
    atClosing: known.atClosing,
  });
  const output = toolOutputOf(execution, verdict.returncode);
  const ran = execution.ending.kind !== 'not_started';
  const read = ran ? reader.end(output) : null;
  const parsed = read?.ok === true ? cleanFinding(tool.name, read.value) : read;
  const judged = afterParsing(verdict, parsed !== null && !parsed.ok ? parsed.error : null);
  const finding = parsed !== null && parsed.ok ? parsed.value : null;
  const untrusted = ran
    ? shownOutput(
        judged.status,
        finding,
        { captured: execution.stdout, text: output.stdout },
        { captured: execution.stderr, text: output.stderr },
      )
    : null;

  const result = buildResult(call, judged.status, summaryOf(judged, finding), judged.failure, {
    result: finding?.result ?? null,
    returncode: judged.returncode,
    execution_time: execution.seconds,
    truncated_stdout: execution.stdout.truncated,
    truncated_stderr: execution.stderr.truncated,
    metadata: {
      target: call.target,
      pinned: known.pinned,
      argv: known.argv,
      program: known.program,
      sandbox: ran ? execution.sandbox : null,
      queue_sec: known.queueSec,
      stdout_bytes: execution.stdout.bytes,
      stderr_bytes: execution.stderr.bytes,
      artifacts: execution.artifacts.map(({ stream, bytes, complete, sha256 }) => ({
        stream,
        bytes,
        complete,
        ...(sha256 === undefined ? {} : { sha256 }),
      })),
      notes: [...plan.notes, ...execution.notes],
      untrusted_fields: [
        ...(finding?.untrustedFields ?? []).map((path) => `result.${path}`),
        ...(untrusted === null ? [] : outputFields),
      ],
      untrusted_output: untrusted,
      ...(finding !== null && isPartial(judged, finding) ? { partial: true } : {}),
    },
  });
  return { result, kind: judged.kind };
}

/** Output that cannot be read fails a run that ended well; a stopped run keeps its own reason. */
function afterParsing(verdict: Verdict, unread: Failure | null): Verdict {
  if (unread === null || verdict.status !== 'succeeded') return verdict;
  return { ...verdict, status: 'failed', kind: 'unreadable_output', failure: unread };
}

/** A program that failed has said what it could; many results tell by themselves whether that was all. */
const isPartial = ({ status }: Verdict, { result }: Finding): boolean =>
  status === 'timed_out' ||
  status === 'cancelled' ||
  (typeof result === 'object' && result !== null && 'partial' in result && result.partial === true);

function summaryOf(verdict: Verdict, finding: Finding | null): string {
  const said = [verdict.failure?.message, finding?.summary].filter((part) => part !== undefined);
  return said.join(' ');
}

const outputFields = ['metadata.untrusted_output.stdout', 'metadata.untrusted_output.stderr'];
