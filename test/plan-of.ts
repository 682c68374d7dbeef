import type { Result } from '../src/kernel/result.ts';
import { samplePolicy } from '../src/tools/fixtures/sample-policy.ts';
import type { Finding, Plan, Policy, Tool } from '../src/tools/tool.ts';

/** The policy of the tests: the default scope, the default limits. */
export const policy: Policy = samplePolicy;

/** Plans a call as the pipeline does; every name below lab.internal is 10.0.0.5. */
export function planOf(tool: Tool, input: unknown, given: Policy = policy): Result<Plan> {
  const draft = tool.draft(input, given);
  return draft.ok ? draft.value.plan(new Map(draft.value.names.map((name) => [name, ['10.0.0.5']]))) : draft;
}

/** Gives a tool's output to its reader as a run would. */
export function readOutput(
  tool: Tool,
  stdout: Uint8Array | string,
  returncode = 0,
  stderr = '',
): Result<Finding> {
  const plan = planOf(tool, tool.example);
  if (!plan.ok) throw new Error(plan.error.message);
  const bytes = typeof stdout === 'string' ? new TextEncoder().encode(stdout) : stdout;
  const reader = tool.read(plan.value);
  if (plan.value.streams) reader.write(bytes);
  const text = new TextDecoder().decode(bytes);
  return reader.end({ stdout: text, stderr, truncatedStdout: false, returncode, complete: true });
}
