import type { Parameter } from './format-parameters.ts';
import { parameterOf } from './parameter-of.ts';

/** What words of a command line depend on: a parameter, and the value that it must have where that matters. */
export interface Condition {
  readonly param: string;
  readonly is: string | number | boolean | undefined;
}

type Parameters = Readonly<Record<string, Parameter>>;

/** Whether a call has the words under a condition; null stands for none. */
export function isMet(
  condition: Condition | null,
  input: Readonly<Record<string, unknown>>,
  parameters: Parameters,
): boolean {
  if (condition === null) return true;
  const value = Object.hasOwn(input, condition.param) ? input[condition.param] : undefined;
  const wanted = wantedValue(condition, parameters);
  return wanted === undefined ? value !== undefined : value === wanted;
}

/** Whether every call that has the words under `one` has words under one of `others` as well. */
export const isCovered = (
  one: Condition | null,
  others: readonly (Condition | null)[],
  parameters: Parameters,
): boolean =>
  others.some((other) => implies(one, other, parameters)) ||
  others.some((other) => other !== null && isEveryValue(other.param, others, parameters));

/** Whether every call has a value for a parameter, the caller's or its default. */
export const isAlwaysGiven = (parameter: Parameter): boolean =>
  parameter.required || ('default' in parameter && parameter.default !== undefined);

function implies(one: Condition | null, other: Condition | null, parameters: Parameters): boolean {
  if (other === null) return true;
  const wanted = wantedValue(other, parameters);
  const parameter = parameterOf(parameters, other.param);
  if (wanted === undefined && parameter !== undefined && isAlwaysGiven(parameter)) return true;
  return one?.param === other.param && (wanted === undefined || wantedValue(one, parameters) === wanted);
}

/** Whether the conditions on one parameter take all of its values together. */
function isEveryValue(
  param: string,
  conditions: readonly (Condition | null)[],
  parameters: Parameters,
): boolean {
  const parameter = parameterOf(parameters, param);
  if (parameter === undefined || !isAlwaysGiven(parameter)) return false;
  const wanted = conditions.flatMap((one) => (one?.param === param ? [wantedValue(one, parameters)] : []));
  const values = valuesOf(parameter);
  return values.length > 0 && values.every((value) => wanted.includes(value));
}

function valuesOf(parameter: Parameter): readonly (string | boolean)[] {
  if (parameter.type === 'boolean') return [true, false];
  return parameter.type === 'string' ? (parameter.enum ?? []) : [];
}

/** The value that a condition asks for; undefined where any will do. */
const wantedValue = ({ param, is }: Condition, parameters: Parameters): Condition['is'] =>
  is ?? (parameterOf(parameters, param)?.type === 'boolean' ? true : undefined);
