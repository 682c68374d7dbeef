import type { CallResult } from '../kernel/call-result.ts';
import type { Failure } from '../kernel/failure.ts';
import { buildResult } from './build-result.ts';
import { denialOf, idsOf, type Call } from './call.ts';
import type { Ports } from './ports.ts';
import { statusOf } from './verdict.ts';

/** Ends a call that has started nothing. The refusal is recorded; where even that fails, the answer says so. */
export async function refuse(ports: Ports, call: Call, why: Failure): Promise<CallResult> {
  // A log that has just failed is not asked again: each try may cost its whole patience.
  const recorded = why.code !== 'store.unavailable' && (await ports.audit.decision(denialOf(call, why))).ok;
  const notes = recorded ? [] : ['This refusal could not be written to the audit log.'];
  const result = buildResult(call, statusOf(why.code), why.message, why, {
    returncode: why.code === 'tool.missing' ? 127 : null,
    metadata: { target: call.target, notes, dry_run: call.dryRun },
  });
  const counted = why.rateScope === undefined ? {} : { rateScope: why.rateScope };
  ports.emit({ type: 'refused', ...idsOf(call), ...counted, result });
  return result;
}
