import { cpSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSandbox } from './command-line.ts';

// Three calls of which the older two have left the database; a stub stands for the scanner, so that nothing is sent.
const sandbox = createSandbox();
const data = join(sandbox.folder, 'state', 'bailiwick');
const archive = join(data, 'audit-archive');
const elsewhere = join(sandbox.folder, 'cold-storage');
const nowhere = join(sandbox.folder, 'nowhere');
const run = (...words: readonly string[]) => sandbox.run([...words, '--config', sandbox.config]);
const search = (...words: readonly string[]) => run('audit', 'search', ...words);
const numbers = (stdout: string): readonly string[] => stdout.match(/^#\d+/gm) ?? [];

beforeAll(async () => {
  for (const target of ['10.0.0.5', '10.0.0.6', '10.0.0.7']) {
    const input = JSON.stringify({ target, ports: '22', dry_run: true });
    await run('call', 'port_check', '--json', input);
    if (target === '10.0.0.6') await sleep(1500);
  }
  expect(await run('audit', 'prune', '--before', '1s')).toMatchObject({ code: 0 });
  cpSync(archive, elsewhere, { recursive: true });
});
afterAll(() => sandbox.remove());

test('search finds what has left the database as well', async () => {
  expect(readdirSync(archive)).toEqual(['audit-000000000001-000000000002.ndjson.zst']);
  const { code, stdout, stderr } = await search();
  expect([code, numbers(stdout), stderr]).toEqual([0, ['#1', '#2', '#3', '#4'], '']);
  expect(numbers((await search('--address', '10.0.0.5')).stdout)).toEqual(['#1']);
});

test('verify --deep reads segments, and tells what it cannot read', async () => {
  const { code, stdout } = await run('audit', 'verify', '--deep');
  expect([code, stdout]).toMatchObject([
    0,
    // Its last record tells of the segment, and is under a signature like those before it.
    expect.stringContaining(
      'signed up to record 4; those up to 2 have gone to segments; 2 of them were read',
    ),
  ]);
});

test('a segment that is not there is told, and nobody says that it was not us', async () => {
  const away = await search('--archive', nowhere);
  expect([numbers(away.stdout), away.stderr]).toEqual([
    ['#3', '#4'],
    expect.stringContaining('not searched: records 1 to 2 have left the database for audit-000000000001-'),
  ]);
  expect(numbers((await search('--archive', elsewhere)).stdout)).toEqual(['#1', '#2', '#3', '#4']);
  // A plan has touched nobody; whether something else has, the file would tell.
  const asked = await run('whois-that', '10.0.0.5', '1s', '--archive', nowhere);
  expect([asked.code, asked.stderr]).toMatchObject([
    5,
    expect.stringContaining('in what was searched, no run'),
  ]);
  expect((await run('whois-that', '10.0.0.5', '1s', '--archive', elsewhere)).code).toBe(1);
  const deep = await run('audit', 'verify', '--deep', '--archive', nowhere);
  expect([deep.code, deep.stderr]).toMatchObject([
    5,
    expect.stringContaining('not read: audit-000000000001-'),
  ]);
});

test('a segment that was changed breaks the log', async () => {
  const [file = ''] = readdirSync(elsewhere);
  writeFileSync(join(elsewhere, file), 'something else');
  const deep = await run('audit', 'verify', '--deep', '--archive', elsewhere);
  expect([deep.code, deep.stderr]).toMatchObject([10, expect.stringContaining(`Record 1 in ${file} is not`)]);
  expect((await search('--archive', elsewhere)).stderr).toMatch(/is not the\s+one that was signed/);
});

test('records that were written anew are not pruned, which would have made them genuine', async () => {
  {
    using db = new DatabaseSync(join(data, 'audit.db'));
    db.exec('drop trigger audit_checkpoint_update');
    db.exec(`update audit_checkpoint set signature = 'AAAA' where seq >= 3`);
  }
  await sleep(1500);
  const { code, stderr } = await run('audit', 'prune', '--before', '1s');
  expect([code, stderr]).toMatchObject([5, expect.stringContaining('its chain is broken')]);
  expect(numbers((await search()).stdout)).toEqual(['#1', '#2', '#3', '#4']);
});
