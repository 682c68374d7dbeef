import { readFileSync } from 'node:fs';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { expect, test } from 'vitest';
import { definitionOf } from '../../mcp/tool-definition.ts';
import { sampleScope } from '../../scope/fixtures/sample-scope.ts';
import { catalogue } from '../../tools/catalogue.ts';
import { loadDefinitions } from '../../tools/declared/load-definitions.ts';
import { listBudget } from '../../tools/definition-words.ts';
import { samplePolicy } from '../../tools/fixtures/sample-policy.ts';
import type { Tool } from '../../tools/tool.ts';
import { weighList } from './weigh-list.ts';

const example = (name: string): string =>
  readFileSync(new URL(`../../../examples/declared-tools/${name}.yaml`, import.meta.url), 'utf8');

const declare = (...texts: readonly string[]): readonly Tool[] => {
  const files = texts.map((text, at) => ({ path: `/etc/bailiwick/${at}.yaml`, text }));
  const { tools, errors } = loadDefinitions(files, [], () => null);
  if (errors.length > 0) throw new Error(errors.map(({ rendered }) => rendered).join('\n'));
  return tools;
};

const weigh = (declared: readonly Tool[], isEnabled: (tool: Tool) => boolean = () => true) =>
  weighList({
    catalogue: [...catalogue, ...declared],
    isEnabled,
    intrusive: samplePolicy.intrusive,
    scope: sampleScope(),
  });

const numbered = (count: number): readonly Tool[] =>
  declare(
    ...Array.from({ length: count }, (_, at) => example('mtr').replace('mtr_report', `mtr_report_${at}`)),
  );

test('the whole list weighs what is sent, schemas of results and all, and never less', () => {
  const sent = catalogue.map((tool) => definitionOf({ tool, offer: tool.offer({ raw: true, classes: [] }) }));
  const counted = encode(JSON.stringify({ tools: sent })).length;
  const { tokens, tools } = weigh([]);
  expect(tokens).toBeGreaterThanOrEqual(counted);
  const parts = tools.reduce((sum, row) => sum + row.definition_tokens + row.result_schema_tokens, 0);
  expect(tokens).toBeGreaterThanOrEqual(parts);
});

test('the catalogue and both examples of declared tools are within every budget', () => {
  const { tools, tokens, over } = weigh(declare(example('mtr'), example('banner-grab')));
  expect(tools.filter(({ declared }) => declared).map(({ name }) => name)).toEqual([
    'mtr_report',
    'banner_grab',
  ]);
  expect(tokens).toBeLessThanOrEqual(listBudget.tokens);
  expect(over).toEqual([]);
});

test('declared tools that make the list too dear or too long are said to', () => {
  expect(weigh(numbered(3)).over).toEqual([
    expect.stringMatching(
      /^the list costs \d{4} tokens, about \d+ of them for declared tools; 6000 is the limit$/,
    ),
  ]);
  expect(weigh(numbered(5)).over).toEqual([
    'there are 16 tools, 5 of them declared; 15 is the limit',
    expect.stringContaining('6000 is the limit'),
  ]);
});

test('what is switched off weighs nothing, and instructions have a weight of their own', () => {
  const all = weigh([]);
  const fewer = weigh([], ({ name }) => name === 'dig');
  expect(fewer.tools.map(({ name }) => name)).toEqual(['dig']);
  expect(fewer.tokens).toBeLessThan(all.tokens / 5);
  expect(fewer.instructions).toEqual(all.instructions);
  expect(all.instructions.characters).toBeGreaterThan(1000);
});

test('a definition of more than 400 tokens is over budget by itself', () => {
  // A declared tool that is as dear is refused when it is loaded, so this is one that a class of the operator's makes dear.
  const [tool] = declare(example('mtr'));
  if (tool === undefined) throw new Error('no tool');
  const dear: Tool = {
    ...tool,
    offer: (facts) => ({ ...tool.offer(facts), description: 'Traces the route. '.repeat(80) }),
  };
  expect(weigh([dear]).over).toContainEqual(
    expect.stringMatching(/^mtr_report costs \d+ tokens; 400 is the limit$/),
  );
});
