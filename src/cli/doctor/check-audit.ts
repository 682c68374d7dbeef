import { systemClock } from '../../host/clock.ts';
import type { StorePlace } from '../../host/places.ts';
import type { Result } from '../../kernel/result.ts';
import { openAuditReader } from '../../store/audit/audit-reader.ts';
import type { ChainReport } from '../../store/audit/chain-report.ts';
import { openStore } from '../../store/open-store.ts';
import type { Store } from '../../store/store.ts';
import type { Diagnosis } from './diagnosis.ts';

/** Opens the audit log, sees whether it takes records, and recomputes its chain. */
export async function checkAudit(place: StorePlace): Promise<Diagnosis> {
  const opened = await openStore({ ...place, owner: '' }, systemClock);
  if (!opened.ok) return broken(opened.error.message, opened.error.next[0] ?? `look at ${place.name}`);
  const store = opened.value;
  const diagnosis = await examine(store, place);
  await store.close();
  return diagnosis;
}

async function examine(store: Store, place: StorePlace): Promise<Diagnosis> {
  if (!(await store.writable())) {
    return broken(
      `${place.name} cannot be written, so no call can start`,
      'see to the rights and space of that folder',
    );
  }
  const verified = await verify(place);
  if (!verified.ok) return broken(verified.error.message, verified.error.next[0] ?? `look at ${place.name}`);
  const report = verified.value;
  if (!report.intact)
    return broken(report.message, 'keep the file as evidence; `bailiwick audit verify` says more');
  const exposure = await store.exposure();
  return exposure === null
    ? { name, status: 'ok', message: `${report.rows} records are intact  ${place.name}` }
    : {
        name,
        status: 'warn',
        message: exposure,
        fix: 'let the user that runs bailiwick alone write that folder',
      };
}

async function verify(place: StorePlace): Promise<Result<ChainReport>> {
  const reader = await openAuditReader(place);
  if (!reader.ok) return reader;
  const report = await reader.value.verify();
  reader.value.close();
  return report;
}

const name = 'audit';

const broken = (message: string, fix: string): Diagnosis => ({ name, status: 'broken', message, fix });
