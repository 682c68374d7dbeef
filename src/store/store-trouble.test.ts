import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { folder } from './fixtures/lab.ts';
import { attempt } from './store-trouble.ts';

const messageOf = async (action: () => void): Promise<string> => {
  const result = await attempt('The audit record could not be written', async () => action());
  return result.ok ? 'written' : result.error.message;
};

test('what went well is handed on', async () => {
  expect(await attempt('The audit log cannot be read', async () => 7)).toEqual({ ok: true, value: 7 });
});

test('a full disk is told from other trouble, with the way out', async () => {
  const db = new DatabaseSync(':memory:');
  db.exec('create table t (body text); pragma max_page_count = 3');
  const result = await attempt('The audit record could not be written', async () =>
    db.prepare('insert into t values (?)').run('x'.repeat(99_999)),
  );
  expect(result).toMatchObject({
    ok: false,
    error: {
      code: 'store.unavailable',
      message: 'The audit record could not be written: the disk is full.',
      next: ['Free space on the disk that holds the data folder.', expect.any(String)],
    },
  });
  db.close();
});

test('a lock that another process keeps, and a database that is read-only, are told apart', async () => {
  using where = folder();
  const path = join(where.path, 'audit.db');
  const holder = new DatabaseSync(path);
  holder.exec('create table t (body text); begin immediate');
  const waiter = new DatabaseSync(path, { timeout: 1 });
  expect(await messageOf(() => waiter.exec('begin immediate'))).toMatch('another process has kept it locked');
  const reader = new DatabaseSync(path, { readOnly: true });
  expect(await messageOf(() => reader.exec('insert into t values (1)'))).toMatch('may not be written');
  for (const db of [holder, waiter, reader]) db.close();
});

test.each([
  ['TypeError', new TypeError('a secret')],
  ['string', 'a secret'],
  ['object', null],
  ['Error', Object.assign(new Error('a secret'), { code: 7 })],
  ['Error 25', Object.assign(new Error('a secret'), { errcode: 25 })],
  ['Error EMFILE', Object.assign(new Error('a secret'), { code: 'EMFILE' })],
])(
  'a bug (%s) becomes a failure too, without its message: with no record nothing may start',
  async (name, thrown) => {
    const thrower = (): never => {
      throw thrown;
    };
    expect(await messageOf(thrower)).toBe(
      `The audit record could not be written: an unexpected error (${name}).`,
    );
  },
);
