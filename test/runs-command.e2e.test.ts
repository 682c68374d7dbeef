import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { createSandbox } from './command-line.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());

const recorded = new URL('../src/tools/catalogue/fixtures/dig-a.txt', import.meta.url);
let flags: readonly string[];

const bailiwick = (...words: readonly string[]) => sandbox.run([...words, ...flags]);
const dig = (label: string) =>
  bailiwick('run', 'dig', `${label}.lab.internal`, '--server', '127.0.0.1', '--json');

beforeAll(async () => {
  const stubs = sandbox.stub(
    'dig',
    `case "$*" in -v) echo 'DiG 9.99.1' ;; *broken*) exit 10 ;; *) cat '${recorded.pathname}' ;; esac`,
  );
  flags = ['--set', `tool.search_path=${stubs},/usr/bin,/bin`, '--set', 'scope.allow_loopback=true'];
  const first = await dig('one');
  expect(first).toMatchObject({ code: 0 });
  await dig('broken');
  await bailiwick('run', 'dig', 'example.com', '--server', '127.0.0.1');
}, 60_000);

const listed = z.object({
  runs: z.array(z.object({ id: z.string(), state: z.string(), tool: z.string(), target: z.string() })),
});

async function list(...words: readonly string[]) {
  const { stdout } = await bailiwick('runs', 'list', '--json', ...words);
  return listed.parse(JSON.parse(stdout)).runs;
}

it('lists runs, newest first, and those that were refused where they are asked for', async () => {
  expect(await list()).toMatchObject([
    { state: 'failed', target: 'broken.lab.internal' },
    { state: 'succeeded', tool: 'dig', target: 'one.lab.internal' },
  ]);
  expect((await list('--all')).map(({ state }) => state)).toEqual(['refused', 'failed', 'succeeded']);
  expect((await list('--state', 'refused')).map(({ target }) => target)).toEqual(['example.com']);
  expect(await list('--tool', 'nmap')).toEqual([]);
  const { stdout } = await bailiwick('runs', 'list', '-q', '-n', '1');
  expect(stdout).toMatch(/^r-[a-z]{5}-[a-z]{5}-[a-z]{5}\n$/);
});

it('shows a run by its id, by how that begins, and by how long ago it ended', async () => {
  const [broken, one] = await list();
  for (const word of [one?.id ?? '', one?.id.slice(0, 13) ?? '', 'last~1']) {
    const { code, stdout } = await bailiwick('runs', 'show', word);
    expect([code, stdout]).toMatchObject([0, expect.stringContaining(`dig ${one?.id} succeeded`)]);
    expect(stdout).toContain('by local by cli; succeeded');
  }
  const last = await bailiwick('runs', 'show', 'last', '--json');
  expect(JSON.parse(last.stdout)).toMatchObject({
    schema: 'bailiwick.run/1',
    run: { id: broken?.id, state: 'failed' },
    result: { run_id: broken?.id, status: 'failed', returncode: 10, error: { code: 'tool.failed' } },
  });
});

it('writes what a program printed to the byte, and the result as it was answered', async () => {
  const raw = await bailiwick('runs', 'output', 'last~1');
  expect([raw.code, raw.stdout]).toEqual([0, readFileSync(recorded, 'utf8')]);
  const json = await bailiwick('runs', 'output', 'last~1', '--format', 'json');
  expect(JSON.parse(json.stdout)).toMatchObject({ tool: 'dig', status: 'succeeded' });
});

it.each([
  [['show', 'r-lusab-babad-gutih'], 2, 'There is no run "r-lusab-babad-gutih"'],
  [['show', 'last~99'], 2, 'There is no run "last~99"'],
  [['show', 'r-'], 2, 'Several runs begin with'],
  [['show', '%'], 2, 'There is no run "%"'],
  [['output', 'last', '--stream', 'stderr'], 2, 'Nothing is kept of stderr'],
  [['output', 'last', '--stream', '../x'], 2, 'It takes stdout'],
])('runs %j ends with %i and says why', async (words, exit, why) => {
  const { code, stdout, stderr } = await bailiwick('runs', ...words);
  expect([code, stdout]).toEqual([exit, '']);
  expect(stderr).toContain(why);
});
