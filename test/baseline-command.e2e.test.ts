import { afterAll, beforeAll, expect, it } from 'vitest';
import { stubWeeklyNmap, weeklyScan } from './a-week-apart.ts';
import { createSandbox } from './command-line.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());
let flags: readonly string[];

async function bailiwick(...words: readonly string[]) {
  const ended = await sandbox.run([...words, ...flags]);
  return { ...ended, stderr: ended.stderr.replaceAll(/\s+/g, ' ') };
}

const baseline = (...words: readonly string[]) => bailiwick('baseline', ...words);

beforeAll(async () => {
  flags = ['--set', `tool.search_path=${stubWeeklyNmap(sandbox)},/usr/bin,/bin`];
  expect(await baseline('list')).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('no baselines yet'),
  });
  for (let times = 0; times < 2; times += 1)
    expect(await bailiwick('call', 'nmap', '--json', JSON.stringify(weeklyScan))).toMatchObject({ code: 0 });
}, 60_000);

it('keeps what runs know together, and runs are compared with it by its name', async () => {
  const set = await baseline('set', 'before-the-move', 'last~1');
  expect(set).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/^kept before-the-move: 3 hosts, of r-/),
  });
  const changed = await bailiwick('diff', 'before-the-move', 'last');
  expect([changed.code, changed.stdout]).toEqual([
    1,
    expect.stringMatching(/^before-the-move → r-[a-z-]{17}: \d+ changes on 4 hosts\.\n/),
  ]);
  expect(await bailiwick('diff', 'before-the-move', 'last~1')).toMatchObject({ code: 0 });
  await baseline('set', 'now', 'last~1', 'last');
  expect(await bailiwick('diff', 'now', 'last')).toMatchObject({ code: 0 });
});

it('lists, shows and forgets', async () => {
  const list = await baseline('list');
  expect(list.stdout).toMatch(/^before-the-move +20\S+Z +3 hosts +r-[a-z-]{17}\nnow .*\n$/);
  const show = await baseline('show', 'before-the-move');
  expect(show.stdout).toMatch(/^10\.77\.9\.10 +21\/tcp +open +ftp +vsftpd +3\.0\.3/m);
  expect(JSON.parse((await baseline('show', 'now', '--json')).stdout)).toMatchObject({
    schema: 'bailiwick.baseline/1',
    baseline: { name: 'now', hosts: 4 },
    picture: { run: 'now' },
  });
  expect(await baseline('rm', 'now')).toMatchObject({ code: 0, stderr: 'forgot now ' });
  expect(await baseline('rm', 'now')).toMatchObject({ code: 2 });
});

it.each([
  [['set', 'last', 'last'], 'It takes a letter'],
  [['set', 'r-x', 'last'], 'It takes a letter'],
  [['set', 'a b', 'last'], 'It takes a letter'],
  [['set', 'march'], 'missing required argument'],
  [['set', 'march', 'last~9'], 'There is no run "last~9"'],
  [['show', 'march'], 'There is no baseline "march"'],
])('baseline %j ends with 2 and says why', async (words, why) => {
  expect(await baseline(...words)).toMatchObject({
    code: 2,
    stdout: '',
    stderr: expect.stringContaining(why),
  });
});
