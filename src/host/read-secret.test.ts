import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { forget, secretReader } from './read-secret.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-secret-'));
afterAll(() => rmSync(folder, { recursive: true }));
const file = (name: string, text: string, mode = 0o600): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  chmodSync(path, mode);
  return path;
};
const read = secretReader({ CREDENTIALS_DIRECTORY: folder, HELD: 'from-env', EMPTY: '' });
const fromFile = (name: string) => read({ kind: 'from_file', name });

test('one line break at the end of a file is no part of its secret', () => {
  expect(fromFile(file('plain', 'abc'))).toEqual({ ok: true, value: 'abc' });
  expect(fromFile(file('unix', 'abc\n\n'))).toEqual({ ok: true, value: 'abc\n' });
  expect(fromFile(file('dos', 'abc\r\n'))).toEqual({ ok: true, value: 'abc' });
});

test('a file that others can read or change, that is none, or that is too long, is refused', () => {
  expect(fromFile(file('read', 'abc', 0o604))).toMatchObject({ error: expect.stringContaining('chmod 600') });
  expect(fromFile(file('write', 'abc', 0o602))).toMatchObject({ ok: false });
  expect(fromFile(file('long', 'x'.repeat(65_537)))).toMatchObject({
    error: 'names a file, but the file is larger than 65536 bytes',
  });
  expect(fromFile(folder)).toMatchObject({ ok: false });
  expect(fromFile(join(folder, 'absent'))).toMatchObject({
    error: 'names a file, but there is no such file',
  });
  expect(fromFile(file('empty', '\n'))).toMatchObject({ error: 'names a file, but the file is empty' });
  symlinkSync(join(folder, 'read'), join(folder, 'link'));
  expect(fromFile(join(folder, 'link'))).toMatchObject({ ok: false });
});

test('credentials are found where systemd says', () => {
  file('token', 'abc\n');
  expect(read({ kind: 'from_credential', name: 'token' })).toEqual({ ok: true, value: 'abc' });
  const nowhere = secretReader({});
  expect(nowhere({ kind: 'from_credential', name: 'token' })).toMatchObject({
    error: expect.stringContaining('LoadCredential'),
  });
});

test('a variable is read from the copy, and no longer in the environment of this process', () => {
  process.env['HELD'] = 'from-env';
  expect(read({ kind: 'from_env', name: 'HELD' })).toEqual({ ok: true, value: 'from-env' });
  expect(process.env['HELD']).toBeUndefined();
  expect(read({ kind: 'from_env', name: 'EMPTY' })).toMatchObject({ ok: false });
  expect(read({ kind: 'from_env', name: 'ABSENT' })).toMatchObject({ ok: false });
  process.env['HELD'] = 'again';
  forget(['HELD', 'ABSENT']);
  expect(process.env['HELD']).toBeUndefined();
});
