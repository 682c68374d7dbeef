import { z } from 'zod';
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
    'An agent sees the same words in `tools/list`. Every call answers with the same envelope; `result` has the shape of its tool.',
    '',
    ...catalogue.flatMap(sectionOf),
  ].join('\n');

const sectionOf = (tool: Tool): readonly string[] => [
  `## \`${tool.name}\`: ${tool.title}`,
  '',
  tool.description,
  '',
  table(['input', 'takes', 'default', 'what it is'], parameters.parse(tool.inputSchema)),
  `Program: ${programOf(tool)}. Exit codes that are results: ${tool.exitCodes.ok.join(', ')}. Exit codes that the circuit breaker`,
  `counts: ${tool.exitCodes.broken.join(', ') || 'none'}.`,
  '',
  tool.extraArgs.length === 0
    ? 'It takes no `extra_args`.'
    : `Flags that \`extra_args\` takes, each exactly so: ${tool.extraArgs.map((flag) => `\`${flag}\``).join(' ')}.`,
  '',
  `The shortest call: \`${JSON.stringify(tool.example)}\``,
  '',
];

const programOf = ({ program }: Tool): string =>
  program.kind === 'system' ? `\`${program.name}\`, found on the search path` : 'ships with bailiwick';

const property = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  items: z.looseObject({ enum: z.array(z.unknown()).optional() }).optional(),
  default: z.unknown().optional(),
  description: z.string().optional(),
});

/** The rows of the table of inputs; a required one has no default. */
const parameters = z
  .looseObject({ properties: z.record(z.string(), property), required: z.array(z.string()).default([]) })
  .transform(({ properties, required }) =>
    Object.entries(properties).map(([name, schema]) => [
      `\`${name}\``,
      takes(schema),
      required.includes(name) ? '*required*' : schema.default === undefined ? '' : code(schema.default),
      schema.description ?? '',
    ]),
  );

function takes({ type, enum: choices, items, minimum, maximum }: z.infer<typeof property>): string {
  if (choices !== undefined) return choices.map(code).join(', ');
  if (items?.enum !== undefined) return `a list of ${items.enum.map(code).join(', ')}`;
  const name = [type ?? 'text or a list'].flat().join(' or ');
  return minimum === undefined || maximum === undefined ? name : `${name}, ${minimum} to ${maximum}`;
}

const code = (value: unknown): string => `\`${JSON.stringify(value)}\``;
