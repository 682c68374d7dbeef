import { ok, type Result } from '../kernel/result.ts';
import type { Engagement } from '../scope/engagement.ts';
import type { Judged } from './judge.ts';
import type { Pipeline } from './pipeline.ts';

/** A call that may start now. */
export interface AdmittedRun {
  readonly judged: Judged;
  /** Whole seconds until the engagement closes; null where nothing ends it. */
  readonly leftSec: number | null;
}

/**
 * Asks again for a call that has got its place, for the wait may have outlasted a window, given the machine an address that
 * is the target, or brought another configuration into force.
 */
export function admitRun({ inForce, ports }: Pipeline, tool: string, judged: Judged): Result<AdmittedRun> {
  const { engagement, policy, find } = inForce();
  const found = find(tool);
  if (!found.ok) return found;
  const leftSec = secondsLeft(engagement, ports.clock.wallMs());
  if (!leftSec.ok) return leftSec;
  const now = policy('now');
  const still = now.ok ? judged.under(now.value) : now;
  return still.ok ? ok({ judged: still.value, leftSec: leftSec.value }) : still;
}

/**
 * Deadlines are in seconds, so the last fraction of one before the engagement closes belongs to nobody: a run that started in it
 * would outlast the closing.
 */
function secondsLeft(engagement: Engagement, wallMs: number): Result<number | null> {
  const admitted = engagement.admits(wallMs);
  if (!admitted.ok) return admitted;
  const { closesInMs } = admitted.value;
  if (closesInMs === null) return ok(null);
  const atClosing = closesInMs < 1000 ? engagement.admits(wallMs + closesInMs) : admitted;
  return atClosing.ok ? ok(Math.floor(closesInMs / 1000)) : atClosing;
}
