import { systemClock } from '../../host/clock.ts';
import { openAudit } from '../../store/open-audit.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Opens the audit log and sees whether it takes records. */
export function checkAudit(path: string): Diagnosis {
  const opened = openAudit({ path, clock: systemClock });
  if (!opened.ok) return broken(opened.error.message, opened.error.next[0] ?? `look at ${path}`);
  const audit = opened.value;
  const writable = audit.writable();
  audit.close();
  return writable
    ? { name: 'audit', status: 'ok', message: path }
    : broken(
        `${path} cannot be written, so no call can start`,
        'see to the rights and the space of that folder',
      );
}

const broken = (message: string, fix: string): Diagnosis => ({
  name: 'audit',
  status: 'broken',
  message,
  fix,
});
