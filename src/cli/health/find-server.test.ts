import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, test } from 'vitest';
import { configuredServer, serverAt } from './find-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'bailiwick-health-'));
const config = join(folder, 'config.yaml');
afterAll(() => rmSync(folder, { recursive: true }));

function configured(text: string) {
  writeFileSync(config, text, { mode: 0o600 });
  const found = configuredServer({ env: { HOME: folder } }, { config, flags: [] });
  return found.ok ? { ...found.value, base: found.value.base.href } : found.error.message;
}

test.each([
  ['server: {host: 127.0.0.1, port: 9000}', 'http://127.0.0.1:9000/'],
  ['server: {host: 0.0.0.0, port: 9000}', 'http://127.0.0.1:9000/'],
  ['server: {host: "::", port: 9000}', 'http://[::1]:9000/'],
  ['server: {host: "::1"}', 'http://[::1]:8080/'],
  ['server: {host: localhost}', 'http://localhost:8080/'],
])('a server of %s is asked at %s', (text, base) => {
  expect(configured(`version: 1\n${text}\n`)).toEqual({ base, token: null, mayBeStdio: true });
});

it('shows its token to the configured server, and to no address that was given by hand', () => {
  const token = 'correct-horse-battery-staple-0123';
  expect(configured(`version: 1\nserver: {transport: http}\nauth: {token: ${token}}\n`)).toEqual({
    base: 'http://127.0.0.1:8080/',
    token,
    mayBeStdio: false,
  });
  expect(serverAt('http://127.0.0.1:1/readyz?x#y')).toMatchObject({
    value: { base: { href: 'http://127.0.0.1:1/' }, token: null },
  });
});

it('knows the address of a server whose file has been broken since, and does not guess one', () => {
  expect(configured('version: 1\nserver: {port: 9000}\nhealth: {timeout: never}\n')).toMatchObject({
    base: 'http://127.0.0.1:9000/',
  });
  expect(configured('version: 1\nserver: {port: 0}\n')).toContain('only the server knows which');
  const absent = configuredServer({ env: {} }, { config: join(folder, 'absent.yaml'), flags: [] });
  expect(absent.ok).toBe(false);
});

it.each(['', '127.0.0.1:8080', 'ftp://127.0.0.1', 'http://user:pass@127.0.0.1:8080', 'file:///etc/passwd'])(
  'refuses --url %j',
  (text) => {
    expect(serverAt(text)).toMatchObject({ ok: false, error: { code: 'input.invalid', field: '--url' } });
  },
);
