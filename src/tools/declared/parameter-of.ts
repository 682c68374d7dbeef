import type { Parameter } from './format-parameters.ts';
import type { Definition } from './format.ts';

/** The parameter of a name that an operator wrote; `constructor` and other names that all objects know are none by themselves. */
export const parameterOf = (parameters: Definition['parameters'], name: string): Parameter | undefined =>
  Object.hasOwn(parameters, name) ? parameters[name] : undefined;
