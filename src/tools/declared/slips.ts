import { z } from 'zod';
import { getIn, isTree, type Path } from '../../config/tree.ts';
import { nearest } from '../../kernel/nearest.ts';
import { shown } from '../shown.ts';
import { definitionSchema } from './format.ts';

/** Something that is wrong with a definition, and where. */
export interface Slip {
  readonly path: Path;
  readonly message: string;
  /** Whether the key itself is wrong or, as is usual, its value. */
  readonly at?: 'key' | 'value';
  readonly suggestion?: string | null;
}

/** Puts the issues of the format into our words. */
export function slipsOf(error: z.ZodError, data: unknown): readonly Slip[] {
  return error.issues.flatMap((issue): readonly Slip[] => {
    const path = issue.path.filter((part) => typeof part !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      const known = keysAt(data, path);
      return issue.keys.map((key) => ({
        path: [...path, key],
        at: 'key',
        message: `unknown key; there ${known.length === 1 ? 'is' : 'are'} ${known.join(', ')}`,
        suggestion: nearest(key, known),
      }));
    }
    if (issue.code === 'invalid_key') {
      return [{ path, at: 'key', message: issue.issues[0]?.message ?? 'is no name' }];
    }
    return [{ path, message: saying(issue, getIn(data, path)) }];
  });
}

function saying(issue: z.core.$ZodIssue, value: unknown): string {
  if (value === undefined) return 'is missing';
  const seen = `, is ${shown(value)}`;
  if (issue.code === 'invalid_type')
    return `must be ${kinds[issue.expected] ?? issue.expected}${seen}${unquoted(issue.expected, value)}`;
  if (issue.code === 'invalid_value')
    return `must be ${issue.values.length === 1 ? '' : 'one of '}${issue.values.join(', ')}${seen}`;
  if (issue.code === 'too_small')
    return `must ${measure(issue.origin)} at least ${issue.minimum}${unit(issue.origin)}${size(value)}`;
  if (issue.code === 'too_big')
    return `must ${measure(issue.origin)} at most ${issue.maximum}${unit(issue.origin)}${size(value)}`;
  return `${issue.message}${seen}`;
}

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  int: 'a whole number',
  number: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  tuple: 'a list of two numbers',
  object: 'a mapping of keys to values',
  record: 'a mapping of keys to values',
};

/** YAML reads `1.0` and `yes` as it likes, where a text was meant. */
const unquoted = (expected: string, value: unknown): string =>
  expected === 'string' && (typeof value === 'number' || typeof value === 'boolean')
    ? '; put it in quotes to make it text'
    : '';

const measure = (origin: string): string => (origin === 'string' || origin === 'array' ? 'have' : 'be');

const unit = (origin: string): string =>
  origin === 'string' ? ' characters' : origin === 'array' ? ' items' : '';

function size(value: unknown): string {
  if (typeof value === 'string' || Array.isArray(value)) return `, has ${value.length}`;
  return `, is ${shown(value)}`;
}

type Schema = z.core.JSONSchema.BaseSchema;

/** The keys that the mapping at a path can have. */
function keysAt(data: unknown, path: Path): readonly string[] {
  let schemas = branchesOf(z.toJSONSchema(definitionSchema, { io: 'input' }), data);
  for (const [index, part] of path.entries()) {
    const value = getIn(data, path.slice(0, index + 1));
    schemas = schemas
      .flatMap((schema) => childrenOf(schema, part))
      .flatMap((schema) => branchesOf(schema, value));
  }
  return [...new Set(schemas.flatMap((schema) => Object.keys(schema.properties ?? {})))];
}

/** A schema and its alternatives, without those that are of another type than the value says it is. */
function branchesOf(schema: Schema, value: unknown): readonly Schema[] {
  const options = [...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(schemaOf);
  const meant = options.filter((option) => saysKind(option, value));
  return [schema, ...meant.flatMap((option) => branchesOf(option, value))];
}

function saysKind(option: Schema, value: unknown): boolean {
  if (!isTree(value)) return true;
  return ['type', 'format'].every((key) => {
    const [property] = schemaOf(option.properties?.[key]);
    const allowed = property?.const === undefined ? property?.enum : [property.const];
    return allowed === undefined || value[key] === undefined || allowed.some((one) => one === value[key]);
  });
}

function childrenOf(schema: Schema, part: string | number): readonly Schema[] {
  if (typeof part === 'number') return Array.isArray(schema.items) ? [] : schemaOf(schema.items);
  return schemaOf(schema.properties?.[part] ?? schema.additionalProperties);
}

const schemaOf = (schema: unknown): readonly Schema[] => (isTree(schema) ? [schema] : []);
