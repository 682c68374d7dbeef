import type { Offer, Tool } from '../../tools/tool.ts';
import { parametersOf, type Parameter } from './parameters.ts';

/** One input of a tool as help and references tell it. */
export interface ToolInput extends Parameter {
  /** Whether it is in the list that agents are sent; the others are accepted all the same. */
  readonly listed: boolean;
  /** The flags and bare words of `extra_args` that say the same. */
  readonly flags: readonly string[];
}

/** What a tool is described by: itself, and what is offered of it in one place. */
export type DescribedTool = Pick<Tool, 'inputSchema' | 'flagMeanings' | 'offer'>;

/** Every input that a tool takes where it is offered so: what does not work there is left out, as in the offer. */
export function inputsOfTool(
  { inputSchema, flagMeanings, offer }: DescribedTool,
  offered: Offer,
): readonly ToolInput[] {
  const here = byName(offered);
  const whole = byName(offer({ raw: true, classes: [] }));
  return parametersOf(inputSchema).flatMap((parameter): readonly ToolInput[] => {
    const { name } = parameter;
    const told = here.get(name);
    if (told === undefined && whole.has(name)) return [];
    const flags = flagMeanings.flatMap(({ flag, param, accepted }) =>
      accepted && param === name ? [flag] : [],
    );
    const { choices } = told ?? parameter;
    return [{ ...parameter, choices, listed: told !== undefined, flags }];
  });
}

const byName = ({ inputSchema }: Offer): ReadonlyMap<string, Parameter> =>
  new Map(parametersOf(inputSchema).map((parameter) => [parameter.name, parameter]));
