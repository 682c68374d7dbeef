import type { Tool } from '../../tools/tool.ts';
import { wrap } from '../wrap.ts';
import { parametersOf, type Parameter } from './parameters.ts';

/** What a person needs to know to type a call of this tool. */
export function renderToolHelp(
  tool: Pick<Tool, 'name' | 'title' | 'description' | 'inputSchema' | 'extraArgs' | 'example'>,
): string {
  const options = parametersOf(tool.inputSchema).filter((parameter) => parameter.name !== 'target');
  const flags = tool.extraArgs.length === 0 ? 'none' : tool.extraArgs.join(' ');
  return [
    `${tool.name}: ${tool.title}\n`,
    `Example:\n  $ bailiwick call ${tool.name} --json '${JSON.stringify(tool.example)}'\n`,
    `Usage: bailiwick run ${tool.name} TARGET [options]\n`,
    `${wrap(tool.description, 100, '')}\n`,
    `Options:\n${options.map(renderOption).join('\n')}\n`,
    `Flags of the program that are accepted as they are:\n  ${wrap(flags, 100, '  ')}\n`,
  ].join('\n');
}

function renderOption(parameter: Parameter): string {
  const { kind, choices, description } = parameter;
  // A switch that is on by itself can only be switched off.
  const isOn = kind === 'switch' && parameter.default === true;
  const flag = isOn ? parameter.flag.replace('--', '--no-') : parameter.flag;
  const value = choices.length > 0 ? ` ${choices.join('|')}` : hints[kind];
  const standard = parameter.default === undefined ? '' : `(default: ${JSON.stringify(parameter.default)})`;
  const words = [description, standard].filter((part) => part !== '').join(' ');
  return `  ${flag}${value}${words === '' ? '' : `\n      ${wrap(words, 100, '      ')}`}`;
}

const hints: Readonly<Record<Parameter['kind'], string>> = {
  switch: '',
  number: ' N',
  list: ' A,B',
  map: " JSON or 'NAME: VALUE', repeatable",
  text: ' TEXT',
};
