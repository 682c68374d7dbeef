import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { encode } from 'gpt-tokenizer/encoding/o200k_base';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { stubWeeklyNmap, weeklyScan } from './a-week-apart.ts';
import { createSandbox } from './command-line.ts';
import { startServing, type Serving } from './serving.ts';

const sandbox = createSandbox();
let server: Serving;
let client: Client;

const replySchema = z.object({
  content: z.tuple([z.object({ text: z.string() })]),
  isError: z.boolean(),
  structuredContent: z.looseObject({ status: z.string(), summary: z.string() }),
});

async function call(name: string, input: Readonly<Record<string, unknown>>) {
  const { content, isError, structuredContent } = replySchema.parse(
    await client.callTool({ name, arguments: { ...input } }),
  );
  return { text: content[0].text, isError, ...structuredContent, structuredContent };
}

beforeAll(async () => {
  const stubs = stubWeeklyNmap(sandbox);
  server = await startServing(
    sandbox,
    ...sets(`tool.search_path=${stubs},/usr/bin,/bin`, 'scope.allow=10.77.9.8/29'),
  );
  client = new Client({ name: 'end-to-end', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', server.url)));
  for (let times = 0; times < 2; times += 1)
    expect(await call('nmap', weeklyScan)).toMatchObject({ status: 'succeeded' });
}, 60_000);
afterAll(async () => {
  await client.close();
  await server.stop();
  sandbox.remove();
});

it('runs_diff tells what changed between the last two runs, in words and as data, within the budget of a reply', async () => {
  const reply = await call('runs_diff', {});
  expect(reply).toMatchObject({
    isError: false,
    status: 'succeeded',
    summary: expect.stringMatching(/^r-[a-z-]{17} → r-[a-z-]{17}: \d+ changes on \d hosts\.$/),
    result: { schema: 'bailiwick.diff/1', same: false },
  });
  expect(reply.text).toContain('10.77.9.13  + host up: 22/tcp ssh');
  expect(encode(reply.text).length).toBeLessThanOrEqual(1500);
  expect(encode(JSON.stringify(reply.structuredContent)).length).toBeLessThanOrEqual(1500);
});

it('of some hosts alone it tells all, and of a run with itself that nothing changed', async () => {
  const one = await call('runs_diff', { a: 'last~1', b: 'last', hosts: '10.77.9.12/31' });
  expect(one).toMatchObject({
    result: {
      changes: [
        { kind: 'host', address: '10.77.9.12', to: 'down' },
        { kind: 'host', address: '10.77.9.13', to: 'up' },
      ],
    },
    metadata: { next: [] },
  });
  expect(await call('runs_diff', { a: 'last' })).toMatchObject({ result: { same: true } });
});

it('tells what all runs saw of hosts, within the budget of a reply, and of one alone as the resource does', async () => {
  const all = await call('runs_diff', { view: 'inventory' });
  expect(all).toMatchObject({
    isError: false,
    summary: '4 known hosts, by 2 of your runs.',
    metadata: { next: [expect.stringContaining('hosts="10.0.0.5"')] },
  });
  expect(encode(all.text).length).toBeLessThanOrEqual(1500);
  expect(encode(JSON.stringify(all.structuredContent)).length).toBeLessThanOrEqual(1500);
  const one = await call('runs_diff', { view: 'inventory', hosts: '10.77.9.13' });
  expect(one).toMatchObject({
    result: { hosts: [{ address: '10.77.9.13', state: 'up' }], ports: [{ port: '22/tcp', service: 'ssh' }] },
    metadata: { next: [] },
  });
  expect(one.text).toMatch(/^10\.77\.9\.13 {2}up by r-/m);
  const { contents } = await client.readResource({ uri: 'inventory://host/10.77.9.13' });
  expect(contents).toMatchObject([{ text: expect.stringContaining('"address":"10.77.9.13"') }]);
  const { completion } = await client.complete({
    ref: { type: 'ref/resource', uri: 'inventory://host/{address}' },
    argument: { name: 'address', value: '10.77.9.1' },
  });
  expect(completion.values).toHaveLength(4);
});

it.each([
  [{ a: 'r-lusab-babad-gutih' }, 'There is no run "r-lusab-babad-gutih" of yours.'],
  [{ b: 'last~9' }, 'There is no run "last~9" of yours.'],
  [{ a: 'yesterday' }, 'is neither a run id'],
  [{ hosts: 'db.lab.internal' }, 'is no address or block'],
  [{ view: 'all' }, 'view'],
  [{ c: 1 }, 'the arguments ("c")'],
])('says of %j what is wrong', async (input, why) => {
  expect(await call('runs_diff', input)).toMatchObject({ isError: true, text: expect.stringContaining(why) });
});

function sets(...settings: readonly string[]): readonly string[] {
  return settings.flatMap((setting) => ['--set', setting]);
}
