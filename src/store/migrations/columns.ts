import type { CreateTableBuilder } from 'kysely';

type Column = Parameters<CreateTableBuilder<string>['addColumn']>[2];

/** A column that always has a value. */
export const required: NonNullable<Column> = (column) => column.notNull();
