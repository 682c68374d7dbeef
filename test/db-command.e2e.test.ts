import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createSandbox } from './command-line.ts';

const sandbox = createSandbox();
afterAll(() => sandbox.remove());

const db = (...words: readonly string[]) => sandbox.run(['db', ...words]);

it('makes the database, tells what is in it, and copies it to where bailiwick can read it', async () => {
  expect(await db('status')).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringContaining('no records yet'),
  });
  expect((await db('migrate')).stderr).toContain('version 0 to ');
  expect((await db('migrate')).stderr).toContain('up to date');
  await sandbox.run([
    'run',
    'dig',
    'example.com',
    '--server',
    '10.0.0.1',
    '--dry-run',
    '--answer',
    'example.com=10.0.0.9',
  ]);
  const { stdout } = await db('status', '--json');
  expect(JSON.parse(stdout)).toMatchObject({
    schema: 'bailiwick.database/1',
    pending: [],
    records: 1,
  });
  expect((await db('status')).stdout).toContain('1 audit records');
  const copy = join(sandbox.folder, 'copies', 'monday.db');
  mkdirSync(join(sandbox.folder, 'copies'));
  expect(await db('backup', copy)).toMatchObject({ code: 0 });
  expect(await sandbox.run(['audit', 'verify', '--set', `database.url=sqlite:${copy}`])).toMatchObject({
    code: 0,
  });
  expect(await db('backup', copy)).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('is there already'),
  });
}, 60_000);
