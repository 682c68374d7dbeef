import { sql, type Kysely } from 'kysely';

/**
 * Lets PostgreSQL compare and sort the texts of new columns as SQLite does, byte by byte, whatever language its database was made for:
 * runs are found by how their ids begin.
 */
export async function compareByBytes(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statement).execute(db);
}

/** Others may have tables in the same schema. */
const tables =
  'audit audit_checkpoint audit_segment run blob run_output sliced_run slice idempotency_key baseline'.split(
    ' ',
  );

const statement = `do $$
declare found record;
begin
  for found in
    select table_name, column_name from information_schema.columns
    where table_schema = current_schema() and data_type = 'text' and collation_name is distinct from 'C'
      and table_name in (${tables.map((name) => `'${name}'`).join(', ')})
  loop
    execute format('alter table %I alter column %I type text collate "C"', found.table_name, found.column_name);
  end loop;
end $$`;
