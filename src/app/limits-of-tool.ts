import type { Config } from '../config/schema.ts';
import { deadlineOf } from '../resilience/deadline.ts';
import type { Tool } from '../tools/tool.ts';

/** What bounds a call of one tool under a configuration. */
export interface LimitsOfTool {
  /** Calls of this tool at once. */
  readonly concurrency: number;
  /** How long a call runs at most, in seconds; a caller may ask for less. */
  readonly timeoutSec: number;
  /** How much of each stream is kept for the result, in bytes. */
  readonly stdoutBytes: number;
  readonly stderrBytes: number;
}

/** The limits of a tool: the operator's own for it, then the tool's, then those of every tool. */
export function limitsOfTool(
  { tools, tool, security }: Config,
  { name, limits }: Pick<Tool, 'name' | 'limits'>,
): LimitsOfTool {
  const toolSec = tools[name]?.timeout_sec ?? limits.timeoutSec ?? tool.default_timeout;
  return {
    concurrency: tools[name]?.concurrency ?? limits.concurrency ?? security.concurrency_limit,
    timeoutSec: deadlineOf({ askedSec: null, toolSec, serverSec: security.timeout_seconds }).timeoutSec,
    stdoutBytes: limits.stdoutBytes ?? security.max_output_size,
    stderrBytes: limits.stderrBytes ?? security.max_error_output_size,
  };
}
