import type { z } from 'zod';
import { host, oneHost, query, url, type Endpoint } from '../../scope/endpoint.ts';
import { fixed, listed, type PortUse } from '../port-use.ts';
import type { FileUse, Input } from '../tool-spec.ts';
import type { PrivateFile } from '../tool.ts';
import { argSlots } from './arg-slots.ts';
import { portsOf } from './compile-args.ts';
import { isMet } from './condition.ts';
import type { Parameter } from './format-parameters.ts';
import type { Definition } from './format.ts';
import { gluedPort } from './glued-port.ts';

/** A caller's values by the names of their parameters, checked. */
export type Values = Input<z.ZodObject>;

/** The endpoints that a call names. */
export const endpointsIn = ({ parameters }: Definition, input: Values): readonly Endpoint[] =>
  ofType(parameters, ['target']).flatMap(([field, { kind }]) => {
    const text = textIn(input, field);
    return text === null ? [] : [endpoints[kind](text, field)];
  });

const endpoints = { host, one_host: oneHost, query, url } as const;

/** The ports that a call touches: those that it names, those behind a host in its words, and those that the program always does. */
export function portsIn(
  { parameters, fixed_ports: always, args }: Definition,
  input: Values,
): readonly PortUse[] {
  const asked = ofType(parameters, ['ports', 'port']).flatMap(([name, { type }]): readonly PortUse[] => {
    const value = input[name];
    if (value === undefined) return [];
    if (type === 'ports') return [listed(portsOf(name, value), name)];
    return typeof value === 'number' ? [fixed(value, name)] : [];
  });
  const glued = argSlots(args).flatMap(({ template, when }): readonly PortUse[] => {
    const port = isMet(when, input, parameters) ? gluedPort(template) : null;
    return port === null ? [] : [fixed(port.port, port.name)];
  });
  return [...asked, ...glued, ...(always === undefined ? [] : [fixed(always, 'target')])];
}

/** The highest pace that a call asks for; undefined where it asks for none. */
export function rateIn(
  { parameters }: Definition,
  input: Values,
): { field: string; pps: number | undefined } {
  const asked = ofType(parameters, ['integer']).flatMap(([field, { rate }]) => {
    const pps = input[field];
    return rate && typeof pps === 'number' ? [{ field, pps }] : [];
  });
  return asked.toSorted((a, b) => b.pps - a.pps)[0] ?? { field: 'rate', pps: undefined };
}

/** The files that a call names. */
export const filesIn = ({ parameters }: Definition, input: Values): readonly FileUse[] =>
  ofType(parameters, ['word_list', 'file']).flatMap(([field, { type: kind }]) => {
    const name = textIn(input, field);
    return name === null ? [] : [{ kind, name, field }];
  });

/** The secrets of a call. */
export const secretsIn = ({ parameters }: Definition, input: Values): readonly string[] =>
  ofType(parameters, ['secret']).flatMap(([field]) => textIn(input, field) ?? []);

/** The variables that tell the program where its secrets are. */
export const secretVariables = ({ parameters }: Definition): readonly string[] => [
  ...new Set(ofType(parameters, ['secret']).map(([, { folder_env: variable }]) => variable)),
];

/** The files that hold the secrets of a call. */
export const secretFilesIn = ({ parameters }: Definition, input: Values): readonly PrivateFile[] =>
  ofType(parameters, ['secret']).flatMap(([field, { file, text }]) => {
    const value = textIn(input, field);
    return value === null ? [] : [{ name: file, text: text.replaceAll('{value}', () => value) }];
  });

type Of<Type extends Parameter['type']> = readonly [string, Parameter & { readonly type: Type }];

const ofType = <const Type extends Parameter['type']>(
  parameters: Definition['parameters'],
  types: readonly Type[],
): readonly Of<Type>[] =>
  Object.entries(parameters).flatMap(([name, one]) => (isOf(one, types) ? [[name, one] as const] : []));

const isOf = <Type extends Parameter['type']>(
  parameter: Parameter,
  types: readonly Type[],
): parameter is Parameter & { readonly type: Type } => types.some((type) => type === parameter.type);

function textIn(input: Values, field: string): string | null {
  const value: unknown = input[field];
  return typeof value === 'string' ? value : null;
}
