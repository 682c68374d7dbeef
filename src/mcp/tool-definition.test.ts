import { expect, it } from 'vitest';
import type { ToolState } from '../app/app.ts';
import { fakeApp } from './fixtures/fake-app.ts';
import { createToolList } from './tool-definition.ts';

/** An app whose tools are in these states, one after the other list; the last stays. */
async function listing(change: (state: ToolState) => readonly ToolState[]) {
  const [probe] = await fakeApp().app.tools();
  if (probe === undefined) throw new Error('no tool');
  const states = change(probe);
  let list = 0;
  const tools = async (): Promise<readonly ToolState[]> => {
    const state = states[Math.min(list, states.length - 1)];
    list += 1;
    return state === undefined ? [] : [state];
  };
  return createToolList(fakeApp(undefined, { tools }).app);
}

const raw = (works: boolean) => ({
  description: works ? 'Raw works.' : 'Raw does not.',
  inputSchema: { type: 'object', properties: works ? { syn: { type: 'boolean' } } : {} },
});

it.each(['missing', 'disabled', 'unchecked', 'unidentified', 'no_raw'] as const)(
  'a tool that is %s is not listed',
  async (state) => {
    const list = await listing((probe) => [{ ...probe, state }]);
    expect(await list()).toEqual([]);
  },
);

it('what is offered is what is listed', async () => {
  const list = await listing((probe) => [{ ...probe, offer: raw(false) }]);
  expect(await list()).toMatchObject([{ description: 'Raw does not.', inputSchema: { properties: {} } }]);
});

it('a definition is made once, and anew where the offer has changed', async () => {
  const offers = [raw(false), raw(true)];
  const list = await listing((probe) => offers.map((offer) => ({ ...probe, offer })));
  const [before] = await list();
  const [after] = await list();
  expect([before?.description, after?.description]).toEqual(['Raw does not.', 'Raw works.']);
  expect((await list())[0]).toBe(after);
});
