import type { Result } from '../kernel/result.ts';
import type { Plan } from '../tools/tool.ts';
import type { Queue } from './queue.ts';
import type { TargetGuard, Visit } from './target-guard.ts';

/**
 * Waits for a place at every target, then for one among the calls of the tool: whoever waits for a target holds up nobody who
 * wants another one. Either refusal is the answer, with nothing held.
 */
export async function acquirePlaces(
  targets: TargetGuard,
  queue: Queue,
  plan: Plan,
  signal: AbortSignal,
): Promise<Result<Visit>> {
  const visit = await targets.enter(plan, signal);
  if (!visit.ok) return visit;
  const lease = await queue.acquire(signal);
  if (!lease.ok) {
    visit.value.end(false);
    return lease;
  }
  return {
    ok: true,
    value: {
      end: (sent) => {
        lease.value.release();
        visit.value.end(sent);
      },
    },
  };
}
