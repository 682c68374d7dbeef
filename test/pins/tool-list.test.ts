import { expect, it } from 'vitest';
import { fakeApp } from '../../src/mcp/fixtures/fake-app.ts';
import { createToolList } from '../../src/mcp/tool-definition.ts';
import { catalogue } from '../../src/tools/catalogue.ts';
import { toolState } from '../tool-state.ts';

const listed = (raw: boolean) => {
  const states = catalogue.map((tool) => toolState(tool, raw));
  return createToolList(fakeApp(undefined, { tools: () => Promise.resolve(states) }).app)();
};

const pinned = (file: string): string => new URL(`fixtures/${file}`, import.meta.url).pathname;
const textOf = (definitions: unknown): string => `${JSON.stringify(definitions, null, 2)}\n`;

// Clients keep prompts by these bytes, and models learn these names: a change of them is one that a reviewer should see.
it('what clients are told of every tool is pinned', async () => {
  await expect(textOf(await listed(true))).toMatchFileSnapshot(pinned('tool-list.json'));
});

it('what they are told instead where raw sockets do not work is pinned', async () => {
  const usual = new Set((await listed(true)).map((definition) => JSON.stringify(definition)));
  const others = (await listed(false)).filter((definition) => !usual.has(JSON.stringify(definition)));
  await expect(textOf(others)).toMatchFileSnapshot(pinned('without-raw-sockets.json'));
});
