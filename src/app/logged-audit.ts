import type { Logger } from '../host/logger.ts';
import type { Result } from '../kernel/result.ts';
import type { AuditLog } from '../pipeline/ports.ts';

/** An audit log whose failures are told in the log too: a caller that is refused for them may not know whom to tell. */
export function loggedAudit(audit: AuditLog, logger: Pick<Logger, 'log'>): AuditLog {
  const told = async <T>(runId: string, recording: Promise<Result<T>>): Promise<Result<T>> => {
    const recorded = await recording;
    if (!recorded.ok) logger.log('error', 'audit.failed', { run_id: runId, why: recorded.error.message });
    return recorded;
  };
  return {
    decision: (record) => told(record.runId, audit.decision(record)),
    outcome: (record) => told(record.runId, audit.outcome(record)),
  };
}
