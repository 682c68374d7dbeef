import type { Judged } from './judge.ts';
import type { Pipeline } from './pipeline.ts';
import type { StopReason } from './ports.ts';

/**
 * Calls `stop` once, with the reason, where a run may not go on: the wall clock says that the engagement has closed, or another
 * configuration came into force that would not have let it start. Returns the way to stop looking. A run has a deadline for the
 * closing, but deadlines are monotonic: after a suspend or a corrected clock it would end long after it.
 */
export function watchRules(
  { inForce, onReload, ports: { clock } }: Pipeline,
  tool: string,
  judged: Judged,
  stop: (reason: StopReason) => void,
): () => void {
  let cancel: () => void;
  const look = (): void => {
    if (inForce().engagement.admits(clock.wallMs()).ok) cancel = clock.after(everyMs, look);
    else stop('engagement_closed');
  };
  cancel = clock.after(everyMs, look);
  const unlisten = onReload(() => {
    const { find, policy } = inForce();
    const now = policy('recent');
    if (!find(tool).ok || (now.ok && !judged.under(now.value).ok)) stop('no_longer_allowed');
  });
  return () => {
    cancel();
    unlisten();
  };
}

const everyMs = 2_000;
