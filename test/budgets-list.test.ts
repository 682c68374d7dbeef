import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { describe, expect, it } from 'vitest';
import { fakeApp } from '../src/mcp/fixtures/fake-app.ts';
import { instructionsFor } from '../src/mcp/instructions.ts';
import { runToolDefinitions } from '../src/mcp/run-tools/run-tools.ts';
import { createToolList } from '../src/mcp/tool-definition.ts';
import { estimateTokens } from '../src/output/estimate-tokens.ts';
import { sampleScope } from '../src/scope/fixtures/sample-scope.ts';
import { catalogue } from '../src/tools/catalogue.ts';
import { definitionWords, listBudget } from '../src/tools/definition-words.ts';
import { toolState } from './tool-state.ts';

/** Every tool ready, with raw sockets or without. */
function listing(raw: boolean) {
  const states = catalogue.map((tool) => toolState(tool, raw));
  const app = fakeApp(undefined, { tools: () => Promise.resolve(states), scope: () => wide }).app;
  const listTools = createToolList(app);
  const list = async () => [...(await listTools()), ...runToolDefinitions];
  return { list, instructions: instructionsFor(app.scope()) };
}

const wide = sampleScope({
  allow: Array.from({ length: 12 }, (_, at) => `team-${at}.very-long-department-name.lab.internal`),
});

/** Every choice of some of these, none and all included. */
const combinations = (names: readonly string[]): readonly (readonly string[])[] =>
  names.reduce<readonly (readonly string[])[]>(
    (chosen, name) => [...chosen, ...chosen.map((each) => [...each, name])],
    [[]],
  );

describe.each([true, false])('what a model is sent before it has asked anything, raw sockets %s', (raw) => {
  const { list, instructions } = listing(raw);

  it('is at most 15 tools, and 6,000 tokens with schemas of results and instructions', async () => {
    const tools = await list();
    expect(tools.length).toBeLessThanOrEqual(listBudget.tools);
    const tokens = encode(JSON.stringify({ tools })).length + encode(instructions).length;
    expect(tokens).toBeLessThanOrEqual(listBudget.tokens);
  });

  it('is estimated from above, by 15 % at most', async () => {
    const texts = [JSON.stringify({ tools: await list() }), instructions];
    for (const text of texts) {
      const counted = encode(text).length;
      expect(estimateTokens(text)).toBeGreaterThanOrEqual(counted);
      expect(estimateTokens(text)).toBeLessThanOrEqual(counted * 1.15);
    }
  });

  it('is estimated at no part below what that costs', async () => {
    const under = (await list()).flatMap(({ outputSchema, ...definition }) =>
      [definition, outputSchema]
        .map((part) => JSON.stringify(part))
        .filter((text) => estimateTokens(text) < encode(text).length),
    );
    expect(under).toEqual([]);
  });

  it.each(combinations(['vuln', 'brute', 'exploit', 'dos', 'external', 'broadcast']).map((on) => [on]))(
    'has at most 400 tokens for nmap with the intrusive classes %j',
    (classes) => {
      const [nmap] = catalogue;
      if (nmap?.name !== 'nmap') throw new Error('nmap is not where it was');
      const words = definitionWords(nmap, nmap.offer({ raw, classes }));
      expect(encode(words).length).toBeLessThanOrEqual(listBudget.definitionTokens);
    },
  );

  it.each(catalogue.map((tool) => [tool.name, tool] as const))(
    'has at most 400 tokens for the definition of %s, and 250 to 700 characters of description',
    (_, tool) => {
      const offer = tool.offer({ raw, classes: [] });
      expect(encode(definitionWords(tool, offer)).length).toBeLessThanOrEqual(listBudget.definitionTokens);
      expect(offer.description.length).toBeGreaterThanOrEqual(250);
      expect(offer.description.length).toBeLessThanOrEqual(700);
    },
  );

  it('has instructions of at most 1,900 characters, however many rules the scope has', () => {
    expect(instructions.length).toBeLessThanOrEqual(1900);
    expect(instructions).toContain('team-0.');
  });

  it('is the same bytes every time, in catalogue order', async () => {
    const again = listing(raw);
    expect(JSON.stringify(await again.list())).toBe(JSON.stringify(await list()));
    const names = [...catalogue, ...runToolDefinitions].map(({ name }) => name);
    expect((await list()).map(({ name }) => name)).toEqual(names);
  });
});
