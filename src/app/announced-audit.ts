import type { Config } from '../config/schema.ts';
import { announce, type Outlets } from '../host/announce/announcer.ts';
import { syslogServerOf } from '../host/announce/send-syslog.ts';
import type { Logger } from '../host/logger.ts';
import { failure } from '../kernel/failure.ts';
import { err } from '../kernel/result.ts';
import type { AuditLog, DecisionRecord } from '../pipeline/ports.ts';

/**
 * An audit log that also tells the operator's outlets of each run, once its decision is on the disk and before its program is
 * started: nothing is sent to a target before this settles.
 */
export function announcedAudit(audit: AuditLog, config: () => Config, logger: Pick<Logger, 'log'>): AuditLog {
  return {
    outcome: audit.outcome,
    decision: async (record) => {
      const recorded = await audit.decision(record);
      const outlets = outletsOf(config().announcements);
      if (!recorded.ok || outlets === null || !isStart(record)) return recorded;
      const told = await announce(outlets, announcementOf(record));
      if (told.ok) return recorded;
      logger.log('warn', 'announcement.failed', { run_id: record.runId, why: told.error });
      return config().announcements.mandatory
        ? err(failure('announcement.failed', `The run was not announced, and not started. ${told.error}`))
        : recorded;
    },
  };
}

/** What starts no program sends nothing; of a run that is cut into slices the whole was announced. */
const isStart = ({ decision, dryRun, path, slice }: DecisionRecord): boolean =>
  decision === 'allow' && !dryRun && path !== null && slice === undefined;

function outletsOf(settings: Config['announcements']): Outlets | null {
  const { syslog, webhook_url: url, webhook_secret: secret } = settings;
  if (syslog === '' && url === '') return null;
  const timeoutMs = settings.timeout_sec * 1000;
  return {
    syslog: syslog === '' ? null : syslogServerOf(syslog),
    webhook: url === '' ? null : { url, secret: secret === '' ? null : secret, timeoutMs, tries: 1 },
    timeoutMs,
  };
}

const announcementOf = (record: DecisionRecord) => ({
  run_id: record.runId,
  correlation_id: record.correlationId,
  tool: record.tool,
  principal: record.caller.principal,
  client: record.caller.client ?? null,
  target: record.target,
  pinned: record.pinned,
  addresses: record.addresses,
  engagement: record.engagement,
  rule: record.rule,
  config_version: record.configVersion,
});
