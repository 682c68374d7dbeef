import type { RunFacts } from '../runs/run-facts.ts';
import type { AuditRow } from './audit-row.ts';
import { endIn } from './recorded-end.ts';
import { fieldsAt, readFields, textAt } from './stored-fields.ts';

/** What `runs list` tells of a run otherwise than a record has it; null where both agree, and where the record says nothing of it. */
export function contradictedFact(row: AuditRow, run: RunFacts): string | null {
  const recorded = row.kind === 'decision' ? decided(row) : ended(row);
  return recorded.find(([name, value]) => run[name] !== value)?.[0] ?? null;
}

type Fact = 'principal' | 'tool' | 'client' | 'channel' | 'state' | 'summary' | 'code';

/** What a later decision, about a hop, has in common with the first. */
function decided({ principal, body }: AuditRow): readonly (readonly [Fact, string | null])[] {
  const record = readFields(body);
  const caller = fieldsAt(record, 'caller');
  return [
    ['principal', principal],
    ['tool', textAt(record, 'tool')],
    ['client', textAt(caller, 'client')],
    ['channel', textAt(caller, 'channel')],
  ];
}

function ended({ body }: AuditRow): readonly (readonly [Fact, string | null])[] {
  const record = readFields(body);
  const end = endIn(record);
  if (end === null) return [];
  if (end.status === 'interrupted') return [['state', end.status]];
  const error = fieldsAt(fieldsAt(record, 'result'), 'error');
  return [
    ['state', end.status],
    ['summary', end.summary],
    ['code', textAt(error, 'code')],
  ];
}
