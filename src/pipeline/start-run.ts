import type { CallResult } from '../kernel/call-result.ts';
import { failure } from '../kernel/failure.ts';
import { correlationIdOf, newRunId } from '../kernel/ids.ts';
import { buildResult } from './build-result.ts';
import { decisionOf, idsOf, stoppedBeforeStart, type Call } from './call.ts';
import { execute } from './execute.ts';
import { judge, type Judged } from './judge.ts';
import type { Pipeline } from './pipeline.ts';
import type { Ports } from './ports.ts';
import { createProgressHub } from './progress-hub.ts';
import { refuse } from './refuse.ts';
import type { CallRequest, Run } from './run.ts';

/** Starts the one path of a call. It returns at once; nothing is spawned before the decision is recorded. */
export function startRun(pipeline: Pipeline, request: CallRequest): Run {
  const { ports } = pipeline;
  const controller = new AbortController();
  const progress = createProgressHub();
  const call: Call = {
    runId: newRunId(ports.random),
    correlationId: correlationIdOf(
      ownText(request.input, 'correlation_id') ?? request.correlationId,
      ports.random,
    ),
    tool: request.tool.slice(0, 64),
    configVersion: pipeline.configVersion,
    caller: request.caller,
    target: ownText(request.input, 'target')?.slice(0, 512) ?? null,
    dryRun: request.dryRun ?? false,
    signal: controller.signal,
    report: (news) => {
      if (progress.report(news)) ports.emit({ type: 'progress', ...idsOf(call), progress: news });
    },
  };
  return {
    id: call.runId,
    correlationId: call.correlationId,
    stop: (reason) => {
      if (!controller.signal.aborted) controller.abort(reason);
    },
    onProgress: progress.listen,
    result: walk(pipeline, call, request.input),
  };
}

/** Walks the path; a bug before the start becomes `internal` here. */
async function walk(pipeline: Pipeline, call: Call, input: unknown): Promise<CallResult> {
  const { ports } = pipeline;
  try {
    const tool = pipeline.find(call.tool);
    if (!tool.ok) return refuse(ports, call, tool.error);
    const judged = await judge(tool.value, input, pipeline.policy, ports.resolver, call.signal);
    if (call.signal.aborted) return refuse(ports, call, stoppedBeforeStart);
    if (!judged.ok) return refuse(ports, call, judged.error);
    const asked = {
      ...call,
      target: judged.value.draft.target,
      dryRun: call.dryRun || judged.value.draft.dryRun,
    };
    const program = ports.executor.locate(judged.value.plan.program);
    if (!program.ok) return refuse(ports, asked, program.error);
    return asked.dryRun
      ? planned(ports, asked, judged.value, program.value)
      : await execute(pipeline, asked, tool.value, judged.value, program.value);
  } catch (bug) {
    ports.bug(bug, call.runId);
    return refuse(
      ports,
      call,
      failure('internal', `${call.tool} met a bug in bailiwick; the log has its trace.`),
    );
  }
}

/** Answers a dry run: the decision and the command line, with nothing started. */
function planned(ports: Ports, call: Call, { plan, pinned }: Judged, path: string): CallResult {
  const argv = [path, ...plan.argv];
  const rule = plan.targets[0]?.rule.text ?? null;
  const recorded = ports.audit.decision(decisionOf(call, { decision: 'allow', pinned, argv, path, rule }));
  if (!recorded.ok) return refuse(ports, call, recorded.error);
  const result = buildResult(call, 'succeeded', `Allowed, and not started: ${argv.join(' ')}`, null, {
    metadata: { target: call.target, pinned, argv, dry_run: true, notes: plan.notes },
  });
  ports.emit({ type: 'planned', ...idsOf(call), result });
  return result;
}

/** A text that the input has as a property of its own. */
function ownText(input: unknown, key: string): string | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const value: unknown = Object.getOwnPropertyDescriptor(input, key)?.value;
  return typeof value === 'string' ? value : undefined;
}
