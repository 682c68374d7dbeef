import type { z } from 'zod';
import { formatPath } from '../config/tree.ts';
import { failure, type Failure } from '../kernel/failure.ts';
import { nearest } from '../kernel/nearest.ts';
import { quote } from '../kernel/quote.ts';
import { someWords } from '../kernel/some-words.ts';
import { isSecret, type FieldSchema, type InputSchema } from './input-schema.ts';
import { shown } from './shown.ts';

/** What the messages are made of. */
export interface FieldRules {
  readonly schema: InputSchema;
  readonly example: Readonly<Record<string, unknown>>;
}

/** zod's own words are left out; what a schema says itself through `error` stays and is added to ours. */
export const silent = { error: (): string => '' };

/** Says what is wrong with the checked fields, in our words: where, the value seen, what is allowed. */
export function inputFailure(
  issues: readonly z.core.$ZodIssue[],
  values: ReadonlyMap<string, unknown>,
  rules: FieldRules,
): Failure {
  const slips = issues.slice(0, 3).map((issue) => slipOf(issue, values, rules));
  const more = issues.length > 3 ? ` ${issues.length - 3} more fields are wrong.` : '';
  return failure('input.invalid', `${slips.map(({ message }) => message).join(' ')}${more}`, {
    field: slips[0]?.field ?? null,
  });
}

/** Says that a field is not one of the tool's, and which one may have been meant. */
export function unknownField(name: string, schema: InputSchema): Failure {
  const known = [...schema.fields.keys()];
  const meant = nearest(name, known);
  const hint = meant === null ? '' : `; did you mean ${quote(meant)}?`;
  return failure('input.invalid', `unknown field ${quote(name)}${hint === '' ? '.' : hint}`, {
    field: name.slice(0, 80),
    next: [`The fields are ${known.join(', ')}.`],
  });
}

interface Slip {
  readonly field: string;
  readonly message: string;
}

function slipOf(issue: z.core.$ZodIssue, values: ReadonlyMap<string, unknown>, rules: FieldRules): Slip {
  const [name = '', index] = issue.path.map(String);
  const field = formatPath(issue.path.filter((part) => typeof part !== 'symbol').slice(0, 2));
  if (issue.code === 'custom') return { field, message: issue.message };
  const whole = values.get(name);
  const schema = rules.schema.fields.get(name);
  if (whole === undefined) {
    const such = name in rules.example ? `, such as ${JSON.stringify(rules.example[name])}` : '';
    return { field, message: `${field} is missing; give ${allowedBy(schema)}${such}.` };
  }
  const value: unknown = index === undefined ? whole : entryOf(whole, index);
  const allowed = index === undefined ? schema : (itemOf(schema) ?? entryRulesOf(schema));
  const parts = isSecret(schema)
    ? [`${field} does not fit, and is not shown; it takes ${allowedBy(allowed)}.`, issue.message]
    : [
        `${field} is ${shown(value)}; it takes ${allowedBy(allowed)}.`,
        meantIn(value, allowed),
        issue.message,
      ];
  return { field, message: parts.filter((part) => part !== '').join(' ') };
}

/** What a field takes, as words: `a whole number from 1 to 3600`. */
function allowedBy(schema: FieldSchema | undefined): string {
  if (schema === undefined) return 'accepted here';
  if (schema.enum !== undefined) return `one of ${someWords(toldOf(schema))}`;
  if (schema.anyOf !== undefined) return schema.anyOf.map((one) => allowedBy(schemaOf(one))).join(', or ');
  const { type, minimum = 0, maximum = 'any', maxItems, maxLength } = schema;
  if (type === 'integer') return `a whole number from ${minimum} to ${maximum}`;
  if (type === 'boolean') return 'true or false';
  if (type === 'string')
    return `a text${maxLength === undefined ? '' : ` of at most ${maxLength} characters`}`;
  if (type === 'array')
    return `a list${maxItems === undefined ? '' : ` of at most ${maxItems}`}, each ${allowedBy(itemOf(schema))}`;
  if (type === 'object') return `a map, each entry ${allowedBy(entryRulesOf(schema))}`;
  return 'what the input schema says';
}

/** Its choices; where a policy may have some of them off, its examples are those that are always on. */
const toldOf = ({ examples, enum: choices }: FieldSchema): readonly string[] =>
  (Array.isArray(examples) ? examples : (choices ?? [])).map(String);

function meantIn(value: unknown, schema: FieldSchema | undefined): string {
  if (typeof value !== 'string' || schema?.enum === undefined) return '';
  const meant = nearest(value, toldOf(schema));
  return meant === null ? '' : `Did you mean ${quote(meant)}?`;
}

function itemOf(schema: FieldSchema | undefined): FieldSchema | undefined {
  const items = schema?.items;
  return items === undefined || Array.isArray(items) ? undefined : schemaOf(items);
}

const entryRulesOf = ({ additionalProperties }: FieldSchema = {}): FieldSchema | undefined =>
  typeof additionalProperties === 'object' ? additionalProperties : undefined;

/** What stands at an index of a list or a key of a map, own properties alone. */
const entryOf = (whole: unknown, index: string): unknown =>
  typeof whole === 'object' && whole !== null ? Object.getOwnPropertyDescriptor(whole, index)?.value : whole;

const schemaOf = (schema: FieldSchema | boolean): FieldSchema | undefined =>
  typeof schema === 'object' ? schema : undefined;
