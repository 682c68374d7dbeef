import { callResultSchema } from '../../mcp/result-schema.ts';
import { estimateTokens } from '../../output/estimate-tokens.ts';
import { definitionWords, listBudget } from '../../tools/definition-words.ts';
import type { Tool } from '../../tools/tool.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { writeJson } from '../report.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';

/** `tools lint`: what the tools that are switched on cost a model, against the budgets. Exit code 1 where one is broken. */
export async function lintTools(terminal: Terminal, common: CommonOptions): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { planner } = loaded.value;
  const rows = planner.catalogue
    .filter(planner.isEnabled)
    .map((tool) => weigh(tool, planner.intrusive(tool.name).classes));
  const tokens = rows.reduce((sum, row) => sum + row.definition_tokens, 0);
  const over = [
    ...rows
      .filter((row) => row.definition_tokens > listBudget.definitionTokens)
      .map(
        (row) =>
          `${row.name} costs ${row.definition_tokens} tokens; ${listBudget.definitionTokens} is the limit`,
      ),
    ...(rows.length > listBudget.tools
      ? [`there are ${rows.length} tools; ${listBudget.tools} is the limit`]
      : []),
    ...(tokens > listBudget.tokens
      ? [`the list costs ${tokens} tokens; ${listBudget.tokens} is the limit`]
      : []),
  ];
  if (common.json)
    await writeJson(terminal, 'tools-lint', {
      ok: over.length === 0,
      tools: rows,
      tokens,
      budget: listBudget,
      over,
    });
  else await terminal.write(`${[...table(rows), totals(rows.length, tokens)].join('\n')}\n`);
  for (const why of over) terminal.tell(`over budget: ${why}\n`);
  if (over.length > 0 && !common.quiet)
    terminal.tell('Switch tools off with tool.exclude_patterns, or say it in fewer words.\n');
  return over.length === 0 ? exitCodes.ok : exitCodes.difference;
}

interface Weight {
  readonly name: string;
  readonly description_characters: number;
  readonly definition_tokens: number;
  /** Of the schema of results as it is listed, which is shorter than the one in the reference. */
  readonly result_schema_tokens: number;
}

/** The dearest form that a tool is offered in. */
function weigh(tool: Tool, classes: readonly string[]): Weight {
  const offers = [true, false].map((raw) => tool.offer({ raw, classes }));
  return {
    name: tool.name,
    description_characters: Math.max(...offers.map(({ description }) => description.length)),
    definition_tokens: Math.max(...offers.map((offer) => estimateTokens(definitionWords(tool, offer)))),
    result_schema_tokens: estimateTokens(JSON.stringify(callResultSchema(tool.resultSchema))),
  };
}

const headings = ['tool', 'description', 'definition', 'result schema'] as const;

function table(rows: readonly Weight[]): readonly string[] {
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

const totals = (tools: number, tokens: number): string =>
  `${tools} of ${listBudget.tools} tools, ${tokens} of ${listBudget.tokens} tokens for the whole list (estimated from above)`;
