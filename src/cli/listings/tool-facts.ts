import type { ToolState } from '../../app/app.ts';
import type { LimitsOfTool } from '../../app/limits-of-tool.ts';
import { inputsOfTool } from '../tool-words/inputs-of-tool.ts';

/** What the configuration makes of a tool. */
export interface ToolSettings {
  readonly limits: LimitsOfTool;
  /** False where metrics are switched off. */
  readonly hasMetrics: boolean;
  /** False where its breaker is switched off. */
  readonly hasBreaker: boolean;
}

/** All that `tools show NAME --json` tells of a tool; `definitionTokens` is what its definition costs a model. */
export const toolFacts = (
  { tool, offer, state, why, path, version, raw }: ToolState,
  { limits, hasMetrics, hasBreaker }: ToolSettings,
  definitionTokens: number,
): Readonly<Record<string, unknown>> => ({
  name: tool.name,
  title: tool.title,
  state,
  why,
  path,
  version,
  raw,
  program: tool.program,
  description: offer.description,
  parameters: inputsOfTool(tool, offer).map(({ kind, ...input }) => ({
    ...input,
    type: types[kind],
    default: input.default ?? null,
  })),
  limits: {
    timeout_sec: limits.timeoutSec,
    concurrency: limits.concurrency,
    stdout_bytes: limits.stdoutBytes,
    stderr_bytes: limits.stderrBytes,
  },
  // What the original's get_tool_info tells; name and description stand above.
  enabled: state !== 'disabled',
  command: tool.program.name,
  concurrency: limits.concurrency,
  timeout: limits.timeoutSec,
  has_metrics: hasMetrics,
  has_circuit_breaker: hasBreaker,
  extra_args: tool.extraArgs,
  exit_codes: tool.exitCodes,
  example: tool.example,
  annotations: tool.annotations,
  /** As an agent is sent it: some parameters may be missing, and all ranges are. */
  input_schema: offer.inputSchema,
  /** With the ranges, and with every parameter that is accepted. */
  whole_input_schema: tool.inputSchema,
  result_schema: tool.resultSchema,
  definition_tokens: definitionTokens,
});

const types = { switch: 'boolean', number: 'integer', list: 'array', map: 'object', text: 'string' } as const;
