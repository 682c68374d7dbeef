import type { Planner } from '../../app/planner.ts';
import { instructionsFor } from '../../mcp/instructions.ts';
import { definitionOf } from '../../mcp/tool-definition.ts';
import { estimateTokens } from '../../output/estimate-tokens.ts';
import { catalogue } from '../../tools/catalogue.ts';
import { definitionWords, listBudget } from '../../tools/definition-words.ts';
import type { Tool } from '../../tools/tool.ts';

/** What one tool costs a model in tokens, estimated from above. */
export interface ToolWeight {
  readonly name: string;
  /** True for a tool of the operator's own. */
  readonly declared: boolean;
  readonly description_characters: number;
  /** Name, title, description, input schema and annotations. */
  readonly definition_tokens: number;
  /** The schema of results as it is listed, which is shorter than the one in the reference. */
  readonly result_schema_tokens: number;
}

/** What a model is sent before it has asked anything. */
export interface ListWeight {
  readonly tools: readonly ToolWeight[];
  /** The whole answer to `tools/list`, schemas of results included. */
  readonly tokens: number;
  readonly instructions: { readonly characters: number; readonly tokens: number };
  /** What is over which budget, in words; empty where nothing is. */
  readonly over: readonly string[];
}

/** Weighs the tools that are switched on, each in the dearest form in which it is offered. */
export function weighList({
  catalogue: known,
  isEnabled,
  intrusive,
  scope,
}: Pick<Planner, 'catalogue' | 'isEnabled' | 'intrusive' | 'scope'>): ListWeight {
  const dearest = known.filter(isEnabled).map((tool) => dearestForm(tool, intrusive(tool.name).classes));
  const tools = dearest.map(({ weight }) => weight);
  const tokens = estimateTokens(JSON.stringify({ tools: dearest.map(({ sent }) => sent) }));
  const instructions = instructionsFor(scope);
  return {
    tools,
    tokens,
    instructions: { characters: instructions.length, tokens: estimateTokens(instructions) },
    over: overBudget(tools, tokens),
  };
}

function dearestForm(tool: Tool, classes: readonly string[]) {
  const [without, withRaw] = [false, true].map((raw) => {
    const offer = tool.offer({ raw, classes });
    const sent = definitionOf({ tool, offer });
    const weight: ToolWeight = {
      name: tool.name,
      declared: !catalogue.some(({ name }) => name === tool.name),
      description_characters: offer.description.length,
      definition_tokens: estimateTokens(definitionWords(tool, offer)),
      result_schema_tokens: estimateTokens(JSON.stringify(sent.outputSchema)),
    };
    return { sent, weight };
  });
  if (without === undefined || withRaw === undefined) throw new Error(`${tool.name} has no form`);
  return withRaw.weight.definition_tokens > without.weight.definition_tokens ? withRaw : without;
}

function overBudget(tools: readonly ToolWeight[], tokens: number): readonly string[] {
  const declared = tools.filter((tool) => tool.declared);
  const ofDeclared = declared.reduce(
    (sum, tool) => sum + tool.definition_tokens + tool.result_schema_tokens,
    0,
  );
  const share = (words: string): string => (declared.length === 0 ? '' : `, ${words}`);
  return [
    ...tools
      .filter((tool) => tool.definition_tokens > listBudget.definitionTokens)
      .map(
        (tool) =>
          `${tool.name} costs ${tool.definition_tokens} tokens; ${listBudget.definitionTokens} is the limit`,
      ),
    ...(tools.length > listBudget.tools
      ? [
          `there are ${tools.length} tools${share(`${declared.length} of them declared`)}; ${listBudget.tools} is the limit`,
        ]
      : []),
    ...(tokens > listBudget.tokens
      ? [
          `the list costs ${tokens} tokens${share(`about ${ofDeclared} of them for declared tools`)}; ${listBudget.tokens} is the limit`,
        ]
      : []),
  ];
}
