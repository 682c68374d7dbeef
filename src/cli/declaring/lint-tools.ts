import { listBudget } from '../../tools/definition-words.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { writeJson } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';
import { weighList, type ListWeight, type ToolWeight } from './weigh-list.ts';

/** `tools lint`: what the tools that are switched on cost a model, against the budgets. Exit code 1 where one is broken. */
export async function lintTools(terminal: Terminal, common: CommonOptions): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const weight = weighList(loaded.value.planner);
  const { over } = weight;
  if (common.json)
    await writeJson(terminal, 'tools-lint', { ok: over.length === 0, ...weight, budget: listBudget });
  else await terminal.write(`${[...table(weight.tools), ...totals(weight)].join('\n')}\n`);
  for (const why of over) terminal.tell(`over budget: ${why}\n`);
  if (over.length > 0 && !common.quiet)
    terminal.tell(
      'Nothing is left out for it, but models choose worse among more. Switch off what is not needed here, with ' +
        'tools.<name>.enabled: false or tool.exclude_patterns; or declare a tool in fewer words, parameters and fields.\n',
    );
  return over.length === 0 ? exitCodes.ok : exitCodes.difference;
}

const headings = ['tool', 'description', 'definition', 'result schema'] as const;

function table(rows: readonly ToolWeight[]): readonly string[] {
  const width = Math.max(4, ...rows.map(({ name }) => name.length));
  const line = ([name = '', ...numbers]: readonly string[]): string =>
    [
      name.padEnd(width),
      ...numbers.map((number, index) => number.padStart((headings[index + 1] ?? '').length + 6)),
    ].join('  ');
  return [
    line(headings),
    ...rows.map((row) =>
      line([
        row.name,
        `${row.description_characters} chars`,
        `${row.definition_tokens} tokens`,
        `${row.result_schema_tokens} tokens`,
      ]),
    ),
  ];
}

const totals = ({ tools, tokens, instructions }: ListWeight): readonly string[] => [
  `${tools.length} of ${listBudget.tools} tools, ${tokens} of ${listBudget.tokens} tokens for the whole list, with the schemas of results (estimated from above)`,
  `instructions, sent once beside the list: ${instructions.characters} chars, ${instructions.tokens} tokens`,
];
