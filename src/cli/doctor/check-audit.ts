import { systemClock } from '../../host/clock.ts';
import { openAudit, type AuditStore } from '../../store/open-audit.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Opens the audit log, sees whether it takes records, and recomputes its chain. */
export function checkAudit(path: string): Diagnosis {
  const opened = openAudit({ path, clock: systemClock });
  if (!opened.ok) return broken(opened.error.message, opened.error.next[0] ?? `look at ${path}`);
  const audit = opened.value;
  const diagnosis = examine(audit, path);
  audit.close();
  return diagnosis;
}

function examine(audit: AuditStore, path: string): Diagnosis {
  if (!audit.writable()) {
    return broken(
      `${path} cannot be written, so no call can start`,
      'see to the rights and space of that folder',
    );
  }
  const verified = audit.verify();
  if (!verified.ok) return broken(verified.error.message, verified.error.next[0] ?? `look at ${path}`);
  const report = verified.value;
  if (!report.intact)
    return broken(report.message, 'keep the file as evidence; `bailiwick audit verify` says more');
  const exposure = audit.exposure();
  return exposure === null
    ? { name, status: 'ok', message: `${report.rows} records are intact  ${path}` }
    : {
        name,
        status: 'warn',
        message: exposure,
        fix: 'let the user that runs bailiwick alone write that folder',
      };
}

const name = 'audit';

const broken = (message: string, fix: string): Diagnosis => ({ name, status: 'broken', message, fix });
