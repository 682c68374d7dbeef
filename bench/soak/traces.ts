import { DatabaseSync } from 'node:sqlite';
import { soakId } from './calls.ts';

/** How often each call is found in one place, by its correlation id. */
export type Found = Map<string, number>;

/** Counts one more. */
export function note(found: Found, id: unknown): void {
  if (typeof id === 'string') found.set(id, (found.get(id) ?? 0) + 1);
}

/** The ends of calls in an audit log: an outcome, or a decision after which nothing is started. */
export function auditedEnds(path: string): Found {
  const found: Found = new Map();
  const db = new DatabaseSync(path, { readOnly: true });
  const rows = db.prepare(
    `select coalesce(body ->> '$.result.correlation_id', body ->> '$.correlationId') as id from audit
     where kind = 'outcome' or body ->> '$.decision' = 'deny' or body ->> '$.dryRun'`,
  );
  for (const { id } of rows.iterate()) note(found, id);
  db.close();
  return found;
}

/** The sum of all series of a metric in a scrape. */
export const sumOf = (scrape: string, name: string): number =>
  scrape
    .split('\n')
    .filter((line) => line.startsWith(`${name}{`) || line.startsWith(`${name} `))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' ') + 1)), 0);

/**
 * The calls that did not leave the same traces everywhere, each as a sentence; a call whose client went away at once may have
 * left none.
 */
export function mismatches(
  calls: number,
  audited: Found,
  logged: Found,
  mayBeNone: (number: number) => boolean,
): readonly string[] {
  const wrong: string[] = [];
  for (let number = 0; number < calls; number += 1) {
    const id = soakId(number);
    const [records, lines] = [audited.get(id) ?? 0, logged.get(id) ?? 0];
    const isNone = records === 0 && lines === 0 && mayBeNone(number);
    if ((records !== 1 || lines !== 1) && !isNone)
      wrong.push(`${id} has ${records} ends in the audit log and ${lines} log lines`);
  }
  return wrong;
}
