import type { Offer, Tool } from '../../tools/tool.ts';
import { wrap } from '../wrap.ts';
import { inputsOfTool, type DescribedTool, type ToolInput } from './inputs-of-tool.ts';

/** What a person needs to know to type a call of this tool, as it is offered in one place. */
export function renderToolHelp(
  tool: Pick<Tool, 'name' | 'title' | 'extraArgs' | 'example'> & DescribedTool,
  offered: Offer,
): string {
  const options = inputsOfTool(tool, offered).filter(({ name }) => name !== 'target');
  const flags = tool.extraArgs.length === 0 ? 'none' : tool.extraArgs.join(' ');
  return [
    `${tool.name}: ${tool.title}\n`,
    `Example:\n  $ bailiwick call ${tool.name} --json '${JSON.stringify(tool.example)}'\n`,
    `Usage: bailiwick run ${tool.name} TARGET [options]\n`,
    `${wrap(offered.description, 100, '')}\n`,
    `Options:\n${options.map(renderOption).join('\n')}\n`,
    `Flags of the program that are accepted as they are:\n  ${wrap(flags, 100, '  ')}\n`,
  ].join('\n');
}

function renderOption(input: ToolInput): string {
  const { kind, choices, description } = input;
  // A switch that is on by itself can only be switched off.
  const isOn = kind === 'switch' && input.default === true;
  const flag = isOn ? input.flag.replace('--', '--no-') : input.flag;
  const value = kind !== 'list' && choices.length > 0 ? ` ${choices.join('|')}` : hints[kind];
  const facts = factsOf(input).join('; ');
  const words = [description, facts === '' ? '' : `(${facts})`].filter((part) => part !== '').join(' ');
  return `  ${flag}${value}${words === '' ? '' : `\n      ${wrap(words, 100, '      ')}`}`;
}

function factsOf(input: ToolInput): readonly string[] {
  const { kind, choices, bounds, required, secret, listed, flags } = input;
  return [
    required ? 'required' : '',
    kind === 'list' && choices.length > 0 ? `some of ${choices.join(', ')}` : '',
    bounds,
    input.default === undefined ? '' : `default: ${JSON.stringify(input.default)}`,
    secret ? aboutSecret : '',
    listed || flags.length === 0 ? '' : `unlisted for agents, who write ${flags.join(' or ')} in extra_args`,
  ].filter((fact) => fact !== '');
}

/** What stands on a command line is seen by everybody on the machine, by `ps`. */
const aboutSecret = 'others on this machine see it where you type it: give @FILE, or - to read it from stdin';

const hints: Readonly<Record<ToolInput['kind'], string>> = {
  switch: '',
  number: ' N',
  list: ' A,B',
  map: " JSON, or 'NAME: VALUE', repeatable",
  text: ' TEXT',
};
