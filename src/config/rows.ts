import * as z from 'zod';
import { configSchema } from './schema.ts';
import type { Path } from './tree.ts';

/** One leaf of the configuration, as documents, the environment and error messages need it. */
export interface ConfigRow {
  /** `server.port`, or `tools.<name>.enabled` where `<name>` stands for any tool. */
  readonly path: string;
  readonly keys: readonly string[];
  /** The environment name, or null where the environment cannot set it. */
  readonly env: string | null;
  readonly type: 'boolean' | 'integer' | 'text' | 'list';
  /** What it takes, in words: `a whole number from 1 to 64`. */
  readonly accepts: string;
  /** The default; undefined where there is none. */
  readonly default: unknown;
  readonly description: string;
  readonly secret: boolean;
}

type Schema = z.core.JSONSchema.BaseSchema;

/** The key that stands for the name of any tool. */
export const anyName = '<name>';

/** Every leaf of a schema, in its order. */
export const rowsOf = (schema: z.ZodType): readonly ConfigRow[] =>
  collect(z.toJSONSchema(schema, { io: 'input' }), []);

/** Every leaf of the configuration, in its order. */
export const configRows: readonly ConfigRow[] = rowsOf(configSchema);

/** The row that a path leads to or into, such as `scope.allow` for `scope.allow[2]`; null where there is none. */
export const rowAt = (path: Path): ConfigRow | null =>
  configRows.find((row) => row.keys.every((key, index) => key === anyName || key === path[index])) ?? null;

function collect(schema: Schema, keys: readonly string[]): readonly ConfigRow[] {
  if (schema.properties !== undefined) {
    return Object.entries(schema.properties).flatMap(([key, child]) =>
      typeof child === 'boolean' ? [] : collect(child, [...keys, key]),
    );
  }
  if (typeof schema.additionalProperties === 'object')
    return collect(schema.additionalProperties, [...keys, anyName]);
  return [rowOf(schema, keys)];
}

function rowOf(schema: Schema, keys: readonly string[]): ConfigRow {
  const path = keys.join('.');
  return {
    path,
    keys,
    // The version belongs to a file: it says how the rest of it is to be read.
    env: path === 'version' ? null : `BAILIWICK_${keys.join('_').toUpperCase()}`,
    type: typeOf(schema),
    accepts: acceptsOf(schema),
    default: schema.default,
    description: schema.description ?? '',
    secret: schema['secret'] === true,
  };
}

function typeOf(schema: Schema): ConfigRow['type'] {
  if (schema.type === 'boolean') return 'boolean';
  if (schema.type === 'array') return 'list';
  return schema.type === 'integer' || schema.type === 'number' ? 'integer' : 'text';
}

function acceptsOf(schema: Schema): string {
  if (typeof schema['form'] === 'string') return schema['form'];
  if (schema.const !== undefined) return `the number ${JSON.stringify(schema.const)}`;
  if (schema.enum !== undefined) return `one of ${schema.enum.join(', ')}`;
  if (schema.type === 'boolean') return 'true or false';
  return `a whole number from ${schema.minimum} to ${schema.maximum}`;
}
