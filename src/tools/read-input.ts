import type { z } from 'zod';
import type { Arg } from '../argv/arg.ts';
import { parseExtraArgs } from '../argv/extra-args.ts';
import type { Grammar } from '../argv/grammar.ts';
import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { commonInputs, type CommonInputs } from './common-inputs.ts';
import { inputFailure, silent, unknownField } from './input-failure.ts';
import type { InputSchema } from './input-schema.ts';
import { mendSlip } from './input-slips.ts';
import { mergeExtraArgs } from './merge-extra-args.ts';
import { shown } from './shown.ts';
import type { Input } from './tool-spec.ts';

/** An input that has passed every check which needs no scope. */
export interface ReadInput<Params extends z.ZodObject> {
  readonly common: CommonInputs;
  readonly input: Input<Params>;
  /** Flags of `extra_args` that no parameter stands for. */
  readonly extra: readonly Arg[];
  readonly notes: readonly string[];
}

/** What reading needs to know of a tool. */
export interface InputRules<Params extends z.ZodObject> {
  readonly params: Params;
  readonly schema: InputSchema;
  readonly grammar: Grammar;
  readonly example: Readonly<Record<string, unknown>>;
}

/** Reads a caller's input, strictly: own fields that the tool has, of the right kind, extra arguments merged into them. */
export function readInput<Params extends z.ZodObject>(
  { params, schema, grammar, example }: InputRules<Params>,
  given: unknown,
  maxArgsLength: number,
): Result<ReadInput<Params>> {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const such = JSON.stringify(example);
    return err(failure('input.invalid', `The input is ${shown(given)}; give an object such as ${such}.`));
  }
  const fields = new Map<string, unknown>();
  const notes: string[] = [];
  for (const [name, value] of entriesOf(given)) {
    const field = schema.fields.get(name);
    if (field === undefined) return err(unknownField(name, schema));
    if (value === undefined || (value === null && !schema.required.has(name))) continue;
    // A target is never mended: what was sent is what is judged.
    const mended = name === 'target' ? { value, note: null } : mendSlip(name, value, field);
    fields.set(name, mended.value);
    if (mended.note !== null) notes.push(mended.note);
  }

  const common = commonInputs.safeParse(only(fields, commonNames), silent);
  if (!common.success) return err(inputFailure(common.error.issues, fields, { schema, example }));
  const parsed = parseExtraArgs(grammar, common.data.extra_args ?? [], { maxLength: maxArgsLength });
  if (!parsed.ok) return parsed;
  const merged = mergeExtraArgs(fields, parsed.value);
  if (!merged.ok) return merged;
  const own = params.safeParse(only(merged.value, ownNames(params)), silent);
  if (!own.success) return err(inputFailure(own.error.issues, merged.value, { schema, example }));
  return ok({
    common: common.data,
    input: { ...own.data, target: common.data.target },
    extra: parsed.value.args,
    notes,
  });
}

const commonNames: ReadonlySet<string> = new Set(Object.keys(commonInputs.shape));

const ownNames = (params: z.ZodObject): ReadonlySet<string> => new Set(Object.keys(params.shape));

const only = (fields: ReadonlyMap<string, unknown>, names: ReadonlySet<string>): Record<string, unknown> =>
  Object.fromEntries([...fields].filter(([name]) => names.has(name)));

const entriesOf = (given: object): readonly (readonly [string, unknown])[] => Object.entries(given);
