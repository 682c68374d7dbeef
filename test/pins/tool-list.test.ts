import { expect, it } from 'vitest';
import { fakeApp } from '../../src/mcp/fixtures/fake-app.ts';
import { createToolList } from '../../src/mcp/tool-definition.ts';
import { catalogue } from '../../src/tools/catalogue.ts';
import { toolState } from '../tool-state.ts';

const listed = (raw: boolean) => {
  const states = catalogue.map((tool) => toolState(tool, raw));
  return createToolList(fakeApp(undefined, { tools: () => Promise.resolve(states) }).app)();
};

const pin = async (file: string, definitions: unknown): Promise<void> => {
  const text = `${JSON.stringify(definitions, null, 2)}\n`;
  await expect(text).toMatchFileSnapshot(new URL(`fixtures/${file}`, import.meta.url).pathname);
};

// Clients keep prompts by these bytes, and models learn these names: a change of them is one that a reviewer should see.
it('what clients are told of every tool is pinned', async () => {
  await pin('tool-list.json', await listed(true));
});

it('what they are told instead where raw sockets do not work is pinned', async () => {
  const usual = new Set((await listed(true)).map((definition) => JSON.stringify(definition)));
  const others = (await listed(false)).filter((definition) => !usual.has(JSON.stringify(definition)));
  await pin('without-raw-sockets.json', others);
});
