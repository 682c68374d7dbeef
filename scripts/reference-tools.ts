import { limitsOfTool } from '../src/app/limits-of-tool.ts';
import { inputsOfTool, type ToolInput } from '../src/cli/tool-words/inputs-of-tool.ts';
import { configSchema } from '../src/config/schema.ts';
import { catalogue } from '../src/tools/catalogue.ts';
import type { Tool } from '../src/tools/tool.ts';
import { table } from './markdown-table.ts';

/** The reference page of tools: what each takes, accepts and limits, from its declaration. */
export const renderToolsPage = (): string =>
  [
    '# Tools',
    '',
    '*Made from the catalogue by `npm run generate`.*',
    '',
    'Every input below can be given by its name. `tools/list` tells an agent the description and the inputs that are *listed*, without',
    'ranges and defaults, so that a list stays short; a refusal tells them to whoever breaks one. For the other inputs an agent uses the',
    'well-known flags that stand beside them, in `extra_args`. A schema that leaves inputs out allows more fields than it names, for a',
    'client may judge calls by it; the server refuses every field that is not below. Every call answers with the same envelope; `result`',
    'has the shape of its tool. `bailiwick tools show NAME` says the same of one tool, as it is on your machine.',
    '',
    ...catalogue.flatMap(sectionOf),
  ].join('\n');

const sectionOf = (tool: Tool): readonly string[] => [
  `## \`${tool.name}\`: ${tool.title}`,
  '',
  tool.description,
  '',
  table(
    ['input', 'takes', 'default', 'for agents', 'what it is'],
    inputsOfTool(tool, tool.offer({ raw: true, classes: [] })).map(rowOf),
  ),
  `Program: ${programOf(tool)}. Exit codes that are results: ${tool.exitCodes.ok.join(', ')}. Exit codes that the circuit breaker`,
  `counts: ${tool.exitCodes.broken.join(', ') || 'none'}.`,
  '',
  limitsOf(tool),
  '',
  tool.extraArgs.length === 0
    ? 'It takes no `extra_args`.'
    : `Flags and words that \`extra_args\` takes, each exactly so: ${tool.extraArgs.map(codeText).join(' ')}.`,
  '',
  `The shortest call: \`${JSON.stringify(tool.example)}\``,
  '',
];

const programOf = ({ program }: Tool): string =>
  program.kind === 'system' ? `\`${program.name}\`, found on the search path` : 'ships with bailiwick';

const usual = configSchema.parse({ version: 1 });

function limitsOf(tool: Tool): string {
  const { timeoutSec, concurrency, stdoutBytes, stderrBytes } = limitsOfTool(usual, tool);
  return (
    `Limits where the configuration sets no others: ${timeoutSec} s a call, ${concurrency} calls at once, ` +
    `${stdoutBytes} bytes of stdout and ${stderrBytes} of stderr kept.`
  );
}

/** The row of one input; a required one has no default. */
const rowOf = (input: ToolInput): readonly string[] => [
  `\`${input.name}\``,
  takes(input),
  input.required ? '*required*' : input.default === undefined ? '' : code(input.default),
  input.listed ? 'listed' : input.flags.map(codeText).join(' '),
  input.description,
];

function takes({ kind, choices, bounds }: ToolInput): string {
  const words = choices.map(code).join(', ');
  const what = words === '' ? kinds[kind] : kind === 'list' ? `list of ${words}` : words;
  return bounds === '' ? what : `${what}, ${bounds}`;
}

const kinds: Readonly<Record<ToolInput['kind'], string>> = {
  switch: 'true or false',
  number: 'whole number',
  list: 'list',
  map: 'map of texts',
  text: 'text',
};

const codeText = (text: string): string => `\`${text}\``;

const code = (value: unknown): string => codeText(JSON.stringify(value));
