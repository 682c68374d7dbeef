import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { noPostgres, ownPostgres, type OwnPostgres } from '../src/store/fixtures/own-postgres.ts';
import { createSandbox } from './command-line.ts';

const sandbox = createSandbox();
let postgres: OwnPostgres | null = null;
beforeAll(async () => {
  postgres = noPostgres === null ? await ownPostgres() : null;
});
afterAll(() => {
  postgres?.[Symbol.dispose]();
  sandbox.remove();
});

const plan = ['run', 'dig', 'example.com', '--server', '10.0.0.1', '--dry-run', '--answer'];

test.skipIf(noPostgres !== null)(
  'every command that keeps or reads records does so on a server, and none shows its password',
  async () => {
    const url = postgres?.database().url.replace('postgres@', 'postgres:hunter2@') ?? '';
    const said: string[] = [];
    const run = async (...words: readonly string[]) => {
      const ended = await sandbox.run([...words, '--set', `database.url=${url}`]);
      said.push(ended.stdout, ended.stderr);
      return ended;
    };
    expect(await run('audit', 'tail')).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('no records'),
    });
    expect((await run('db', 'migrate')).stderr).toContain('version 0 to ');
    await run(...plan, 'example.com=10.0.0.9');
    expect(JSON.parse((await run('db', 'status', '--json')).stdout)).toMatchObject({
      pending: [],
      records: 1,
    });
    expect((await run('audit', 'tail')).stdout).toContain('dig');
    expect(await run('audit', 'verify')).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 records are intact'),
    });
    expect(await run('runs', 'list')).toMatchObject({ code: 0 });
    expect(await run('db', 'backup', join(sandbox.folder, 'copy.db'))).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('pg_dump'),
    });
    await run('config', 'show');
    await run('doctor');
    expect(await run('audit', 'tail', '--set', 'database.pool_size=2')).toMatchObject({ code: 0 });
    postgres?.stop();
    expect(await run(...plan, 'example.com=10.0.0.9')).toMatchObject({
      stderr: expect.stringContaining('cannot be reached'),
    });
    expect(said.join('')).not.toContain('hunter2');
    expect(existsSync(join(sandbox.folder, 'state', 'bailiwick', 'audit.db'))).toBe(false);
  },
);
