import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { pinnedWeek, stubWeeklyNmap, weeklyScan } from './a-week-apart.ts';
import { createSandbox } from './command-line.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());

const recorded = new URL('../src/tools/catalogue/fixtures/dig-a.txt', import.meta.url);
const diffDocument = z.looseObject({
  same: z.boolean(),
  changes: z.array(z.looseObject({ address: z.string(), kind: z.string() })),
});
let flags: readonly string[];

/** What is said on stderr is in one line here. */
async function bailiwick(...words: readonly string[]) {
  const ended = await sandbox.run([...words, ...flags]);
  return { ...ended, stderr: ended.stderr.replaceAll(/\s+/g, ' ') };
}

const scan = () => bailiwick('call', 'nmap', '--json', JSON.stringify(weeklyScan));

/** Without its first line, which tells of the runs, and what only the week between the real scans has changed. */
const body = (text: string): readonly string[] =>
  text
    .split('\n')
    .slice(1)
    .filter((line) => !line.includes('certificate expiring'));

beforeAll(async () => {
  const stubs = stubWeeklyNmap(sandbox);
  sandbox.stub('dig', `cat '${recorded.pathname}'`);
  flags = ['--set', `tool.search_path=${stubs},/usr/bin,/bin`, '--set', 'scope.allow_loopback=true'];
  expect(await scan()).toMatchObject({ code: 0 });
  expect(await scan()).toMatchObject({ code: 0 });
}, 60_000);

it('tells every kind of change, in text and Markdown as it is pinned, and ends with 1', async () => {
  const text = await bailiwick('diff', 'last~1', 'last');
  expect(text).toMatchObject({ code: 1, stderr: '' });
  expect(text.stdout).toMatch(/^r-[a-z-]{17} → r-[a-z-]{17}: \d+ changes on \d hosts\.\n/);
  expect(body(text.stdout)).toEqual(body(pinnedWeek('diff.txt')));
  const markdown = await bailiwick('diff', 'last~1', 'last', '--format', 'md');
  expect([markdown.code, body(markdown.stdout)]).toEqual([1, body(pinnedWeek('diff.md'))]);
});

it('gives the same as data, and of some hosts alone', async () => {
  const whole = await bailiwick('diff', 'last~1', 'last', '--json');
  const document = diffDocument.parse(JSON.parse(whole.stdout));
  const kept = diffDocument.parse(JSON.parse(pinnedWeek('diff.json')));
  expect(document).toMatchObject({ schema: 'bailiwick.diff/1', not_compared: kept['not_compared'] });
  expect(document.changes).toEqual(kept.changes.filter(({ kind }) => kind !== 'expiry'));
  const one = await bailiwick('diff', 'last~1', 'last', '--format', 'json', '--network', '10.77.9.10');
  const { changes } = diffDocument.parse(JSON.parse(one.stdout));
  expect(changes.length).toBeGreaterThan(0);
  expect(new Set(changes.map(({ address }) => address))).toEqual(new Set(['10.77.9.10']));
});

it('ends with 0 where a run is compared with itself', async () => {
  const { code, stdout } = await bailiwick('diff', 'last', 'last');
  expect([code, stdout]).toEqual([0, expect.stringContaining('no change')]);
});

describe('what cannot be compared', () => {
  it.each([
    [['last', 'last~99'], 'There is no run "last~99"'],
    [['r-lusab-babad-gutih', 'last'], 'There is no run "r-lusab-babad-gutih"'],
    [['last', 'last', '--network', 'db.lab.internal'], 'an address, a block or a range'],
    [['last'], 'missing required argument'],
  ])('of %j is said so, with exit code 2', async (words, why) => {
    const { code, stdout, stderr } = await bailiwick('diff', ...words);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(why);
  });

  it('are runs that tell nothing of hosts, by their tool or since they failed', async () => {
    await bailiwick('run', 'dig', 'one.lab.internal', '--server', '127.0.0.1');
    const { code, stderr } = await bailiwick('diff', 'last~1', 'last');
    expect([code, stderr]).toEqual([2, expect.stringContaining('tells nothing of hosts: dig does not look')]);
    await bailiwick('run', 'nmap', '127.0.0.1');
    const failed = await bailiwick('diff', 'last~2', 'last', '--json');
    expect([failed.code, failed.stderr]).toEqual([2, expect.stringContaining('without a result')]);
    expect(failed.stdout).toContain('"input.invalid"');
  });
});
