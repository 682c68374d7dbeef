import { ok, type Result } from '../kernel/result.ts';
import type { Engagement } from '../scope/engagement.ts';

/**
 * Whether a run may start now, and for how many whole seconds; null where nothing ends it. Deadlines are in seconds, so the last
 * fraction of one before the engagement closes belongs to nobody: a run that started in it would outlast the closing.
 */
export function admitRun(
  engagement: Engagement,
  wallMs: number,
): Result<{ readonly leftSec: number | null }> {
  const admitted = engagement.admits(wallMs);
  if (!admitted.ok) return admitted;
  const { closesInMs } = admitted.value;
  if (closesInMs === null) return ok({ leftSec: null });
  const atClosing = closesInMs < 1000 ? engagement.admits(wallMs + closesInMs) : admitted;
  return atClosing.ok ? ok({ leftSec: Math.floor(closesInMs / 1000) }) : atClosing;
}
