import { failure } from '../kernel/failure.ts';
import { err, type Result } from '../kernel/result.ts';
import type { Plan, Tool } from '../tools/tool.ts';
import type { Identified, Programs } from './ports.ts';

/**
 * Finds the program of a plan and sees that it can do what the plan needs. Fails with `tool.missing` where it is not there or
 * another, and with `sandbox.unavailable` where raw sockets do not work: nothing is done in a weaker way instead.
 */
export async function findProgram(programs: Programs, tool: Tool, plan: Plan): Promise<Result<Identified>> {
  const identified = await programs.identify(tool);
  if (!identified.ok || plan.profile !== 'raw') return identified;
  const { raw } = identified.value;
  if (raw?.works === true) return identified;
  const why = raw === null ? 'they were not tried' : raw.why;
  return err(
    failure('sandbox.unavailable', `${tool.name} needs raw sockets for this: ${why} Nothing was sent.`, {
      next: plan.withoutRaw === null ? [] : [plan.withoutRaw],
    }),
  );
}
