import { describe, expect, test } from 'vitest';
import { err, ok } from '../kernel/result.ts';
import { exportConfig } from './export.ts';
import { loadConfig } from './load.ts';
import type { ReadSecret } from './secret-source.ts';

const token = 'c0rridor-'.repeat(5);
const read: ReadSecret = ({ kind, name }) =>
  kind === 'from_file' && name === '/run/token' ? ok(token) : err(`names ${kind}, which is not there`);
const load = (text: string, readSecret: ReadSecret | undefined = read) =>
  loadConfig({ file: { path: 'c.yaml', text }, env: {}, flags: [], readSecret });
const errorsOf = (text: string): readonly string[] => {
  const loaded = load(text);
  return loaded.ok ? [] : loaded.error.map(({ place, path, message }) => `${place} ${path} ${message}`);
};

describe('a secret that is named by where it is kept', () => {
  test('is read there, and the place of its name is its own', () => {
    const loaded = load('auth:\n  token: {from_file: /run/token}');
    if (!loaded.ok) throw new Error('not read');
    expect(loaded.value.config.auth.token).toBe(token);
    expect(loaded.value.placeOf('auth.token')).toBe('c.yaml:2:10');
    expect(loaded.value.secretSources).toEqual(
      new Map([['auth.token', { kind: 'from_file', name: '/run/token' }]]),
    );
  });

  test.each([
    ['a place that has none', '{from_env: NO_SUCH}', '2:10 auth.token names from_env, which is not there'],
    ['two places', '{from_env: A, from_file: /b}', '2:10 auth.token must be the secret itself, or one of'],
    ['another key', '{file: /b}', '2:10 auth.token must be the secret itself, or one of'],
    ['no place', '{}', '2:10 auth.token must be the secret itself, or one of'],
    [
      'a relative path',
      '{from_file: token}',
      '2:10 auth.token from_file must be an absolute path, is "token"',
    ],
    [
      'a list',
      '{from_env: [A]}',
      '2:10 auth.token from_env must be the name of an environment variable, is a list',
    ],
  ])('%s is refused, once and at its place', (_what, value, fault) => {
    const errors = errorsOf(`auth:\n  token: ${value}`);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.slice(0, fault.length + 7)).toBe(`c.yaml:${fault}`);
  });

  test('that the environment sets is kept there and not where the file says', () => {
    const file = { path: 'c.yaml', text: 'auth: {token: {from_file: /run/token}}' };
    const env = { BAILIWICK_AUTH_TOKEN: 'x'.repeat(40) };
    const loaded = loadConfig({ file, env, flags: [], readSecret: read });
    expect(loaded.ok && loaded.value.secretSources.size).toBe(0);
    expect(loaded.ok && loaded.value.placeOf('auth.token')).toBe('BAILIWICK_AUTH_TOKEN');
  });

  test('is judged as if it stood there, and never shown', () => {
    const short: ReadSecret = () => ok('short-canary');
    const loaded = load('auth:\n  token: {from_file: /run/token}', short);
    expect(loaded.ok ? [] : loaded.error.map(({ place }) => place)).toEqual(['c.yaml:2:10']);
    expect(JSON.stringify(loaded)).not.toContain('canary');
  });

  test('is for secrets alone', () => {
    expect(errorsOf('server:\n  host: {from_file: /run/token}').join()).toContain('server.host');
  });

  test('D10: stays named in an export, which means the same when it is read back', () => {
    const loaded = load('auth: {token: {from_file: /run/token}}\nserver: {port: 81}');
    if (!loaded.ok) throw new Error('not read');
    const { config, version, secretSources } = loaded.value;
    const text = exportConfig(config, version, secretSources);
    expect(text).toMatch(/from_file: "?\/run\/token/);
    expect(text).not.toContain(token);
    const again = load(text);
    expect(again.ok && again.value.version).toBe(version);
    expect(again.ok && again.value.config.auth.token).toBe(token);
  });
});
