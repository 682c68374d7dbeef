import { sql, type Kysely, type RawBuilder, type SqlBool } from 'kysely';
import { readRunId } from '../../kernel/ids.ts';
import { StoreTrouble } from '../store-trouble.ts';
import type { RunRow, Tables } from '../tables.ts';
import { runStates, type RunFacts, type RunFilter } from './run-facts.ts';

/** The newest runs that fit a filter, newest first. */
export async function findRuns(db: Kysely<Tables>, filter: RunFilter): Promise<readonly RunFacts[]> {
  const { limit, id, idPrefix, principal, tool, states, target, since } = filter;
  const rows = await db
    .selectFrom('run')
    .selectAll()
    .$if(id !== undefined, (query) => query.where('id', '=', id ?? ''))
    // Ids are letters and hyphens: any other character of a prefix finds nothing, those of patterns included.
    .$if(idPrefix !== undefined, (query) =>
      query.where('id', '>=', idPrefix ?? '').where('id', '<', `${idPrefix}~`),
    )
    .$if(target !== undefined, (query) => query.where(targetHolds(target ?? '')))
    .$if(since !== undefined, (query) => query.where('created_at', '>=', since ?? 0))
    .$if(principal !== undefined, (query) => query.where('principal', '=', principal ?? ''))
    .$if(tool !== undefined, (query) => query.where('tool', '=', tool ?? ''))
    .$if(states !== undefined, (query) => query.where('state', 'in', states ?? []))
    .orderBy('created_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(factsOf);
}

/** Whether the target holds a text, whatever its case. */
const targetHolds = (text: string): RawBuilder<SqlBool> =>
  sql<SqlBool>`lower(target) like ${`%${text.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`)}%`} escape '\\'`;

function factsOf(row: RunRow): RunFacts {
  const state = runStates.find((known) => known === row.state);
  const id = readRunId(row.id);
  if (state === undefined || id === null) throw new StoreTrouble('damaged');
  return {
    id,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
    channel: row.channel,
    principal: row.principal,
    client: row.client,
    correlationId: row.correlation_id,
    tool: row.tool,
    target: row.target,
    state,
    code: row.code,
    summary: row.summary,
  };
}
