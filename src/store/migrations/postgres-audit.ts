import { sql, type Kysely } from 'kysely';

/**
 * The audit log in PostgreSQL. A role that may do no more than call `audit_append` can neither change a record nor choose its place;
 * the owner can drop all of this, which the chain of hashes brings to light.
 */
export async function createPostgresAudit(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ readonly name: string }>`select current_schema() as name`.execute(db);
  const schema = sql.id(rows[0]?.name ?? 'public');
  for (const statement of [table, index, field, change, insert]) await sql.raw(statement).execute(db);
  await refuse(db, 'audit', ['update', 'truncate'], 'the audit log is append-only');
  await sql.raw(triggers).execute(db);
  await appendIn(schema).execute(db);
  await sql.raw('revoke execute on function audit_append from public').execute(db);
}

/** Triggers that let nobody change what a table has, nor take it out. */
export const keepFromChange = (db: Kysely<unknown>, name: string, why: string): Promise<void> =>
  refuse(db, name, ['update', 'delete', 'truncate'], why);

async function refuse(
  db: Kysely<unknown>,
  name: string,
  events: readonly string[],
  why: string,
): Promise<void> {
  for (const event of events)
    await sql
      .raw(
        `create trigger ${name}_${event} before ${event} on ${name} for each statement execute function audit_is_append_only('${why}')`,
      )
      .execute(db);
}

const table = `create table audit (
  seq bigint primary key,
  at bigint not null,
  kind text not null check (kind in ('decision', 'outcome', 'prune')),
  principal text not null,
  run_id text not null,
  body text not null,
  prev bytea not null,
  hash bytea not null
)`;

const index = 'create index audit_run_id on audit (run_id)';

/** A field as it is hashed: behind its length in bytes. */
const field = `create function audit_field(bytes bytea) returns bytea language sql immutable
  as 'select int4send(octet_length(bytes)) || bytes'`;

const change = `create function audit_is_append_only() returns trigger language plpgsql as $$
  begin raise exception '%', tg_argv[0]; end $$;
create function audit_leaves_by_segment() returns trigger language plpgsql as $$
  begin
    if old.seq > (select coalesce(max(last_seq), 0) from audit_segment) then
      raise exception 'the audit log is append-only';
    end if;
    return old;
  end $$`;

const insert = `create function audit_follows() returns trigger language plpgsql as $$
  begin
    if new.seq is distinct from (select coalesce(max(seq), 0) + 1 from audit)
      or new.prev is distinct from
        coalesce((select hash from audit order by seq desc limit 1), decode(repeat('00', 32), 'hex')) then
      raise exception 'the audit log is a chain';
    end if;
    return new;
  end $$`;

const triggers = `
create trigger audit_delete before delete on audit for each row execute function audit_leaves_by_segment();
create trigger audit_insert before insert on audit for each row execute function audit_follows()`;

/**
 * Appends as its owner does, in tables of its own schema alone: whoever calls it could put one of the same name before them. The lock
 * is held until the end of the transaction, so that processes on any machine share one chain.
 */
const appendIn = (schema: ReturnType<typeof sql.id>) => sql`
create function audit_append(a_kind text, a_principal text, a_run_id text, a_body text, a_at bigint)
returns bigint language plpgsql security definer set search_path = ${schema}, pg_temp as $$
declare
  a_seq bigint; a_prev bytea; a_who text;
begin
  perform pg_advisory_xact_lock('audit'::regclass::oid::bigint);
  select seq + 1, hash into a_seq, a_prev from audit order by seq desc limit 1;
  a_seq := coalesce(a_seq, 1);
  a_prev := coalesce(a_prev, decode(repeat('00', 32), 'hex'));
  a_who := coalesce(a_principal,
    (select principal from audit where run_id = a_run_id and kind = 'decision' order by seq limit 1), '');
  insert into audit values (a_seq, a_at, a_kind, a_who, a_run_id, a_body, a_prev, sha256(
    audit_field(convert_to(a_seq::text, 'UTF8')) || audit_field(convert_to(a_at::text, 'UTF8')) ||
    audit_field(convert_to(a_kind, 'UTF8')) || audit_field(convert_to(a_who, 'UTF8')) ||
    audit_field(convert_to(a_run_id, 'UTF8')) || audit_field(convert_to(a_body, 'UTF8')) || audit_field(a_prev)));
  return a_seq;
end $$`;
