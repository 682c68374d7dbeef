import { instead, none, sets, type FlagSpec, type Grammar } from '../../argv/grammar.ts';
import { spelled } from '../../argv/spelling.ts';
import { int, oneOf, ports, seconds, someOf, type ValueSpec } from '../../argv/value-spec.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Parameter } from './format-parameters.ts';
import type { Definition, Flag } from './format.ts';
import { parameterOf } from './parameter-of.ts';
import type { Slip } from './slips.ts';

/** Makes the grammar of `extra_args`, or tells what is wrong with it. */
export function compileGrammar({
  extra_args: flags = {},
  parameters,
}: Definition): Result<Grammar, readonly Slip[]> {
  const specs = Object.entries(flags).map(([name, flag]) => ({ name, spec: specOf(name, flag, parameters) }));
  const slips = specs.flatMap(({ name, spec }): readonly Slip[] =>
    spec.ok ? [] : [{ path: ['extra_args', name], message: spec.error }],
  );
  if (slips.length > 0) return err(slips);
  return ok(Object.fromEntries(specs.flatMap(({ name, spec }) => (spec.ok ? [[name, spec.value]] : []))));
}

function specOf(name: string, flag: Flag, parameters: Definition['parameters']): Result<FlagSpec, string> {
  if (flag === 'none') return ok(none);
  if ('refused' in flag) return ok(instead(flag.refused));
  if ('sets' in flag) return setting(flag.sets, parameterOf(parameters, flag.sets));
  const read = valueSpecOf(flag);
  if (!read.ok || flag.joined !== true) return read;
  return ok(spelled(read.value, /^-[A-Za-z0-9]$/.test(name) ? 'glued' : 'equals'));
}

type ValueFlag = Extract<Flag, { readonly joined?: unknown }>;

function valueSpecOf(flag: ValueFlag): Result<ValueSpec, string> {
  if ('enum' in flag) return ok(oneOf(flag.enum));
  if ('some_of' in flag) return ok(someOf(flag.some_of));
  const [lo, hi] = 'int' in flag ? flag.int : flag.seconds;
  if (lo > hi) return err(`has bounds from a higher to a lower number, ${lo} to ${hi}`);
  // Where a program takes no value after all, a number is an operand, and such a one is the address of a machine.
  if (hi >= 2 ** 24 && flag.joined !== true)
    return err(
      `takes numbers up to ${hi}, which are addresses to programs; 16777215 is the highest, or say joined: true`,
    );
  return ok('int' in flag ? int(lo, hi) : seconds(lo, hi));
}

/** A flag that is another spelling of a parameter: the checks of the parameter apply, those of the scope included. */
function setting(name: string, parameter: Parameter | undefined): Result<FlagSpec, string> {
  const spec = parameter === undefined ? null : settable(parameter);
  if (parameter === undefined) return err(`sets ${quote(name)}, which is no parameter`);
  return spec === null
    ? err(
        `sets ${name}, which is of the type ${parameter.type}; a flag sets a boolean, an integer, an enum, a port or ports`,
      )
    : ok(sets(name, spec));
}

function settable(parameter: Parameter): ValueSpec | true | null {
  switch (parameter.type) {
    case 'boolean':
      return true;
    case 'integer':
      return int(parameter.min, parameter.max);
    case 'port':
      return int(1, 65_535);
    case 'ports':
      return ports;
    case 'string':
      return parameter.enum === undefined ? null : oneOf(parameter.enum);
    case 'list':
      return parameter.items.type === 'string' && parameter.items.enum !== undefined
        ? someOf(parameter.items.enum)
        : null;
    case 'target':
    case 'word_list':
    case 'file':
    case 'secret':
      return null;
  }
}
