import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readConfigFile, type ConfigFileQuery } from './config-file.ts';

let folder = '';
const at = (...parts: readonly string[]): string => join(folder, ...parts);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiwick-config-'));
  mkdirSync(at('xdg', 'bailiwick'), { recursive: true });
  mkdirSync(at('home', '.config', 'bailiwick'), { recursive: true });
  writeFileSync(at('xdg', 'bailiwick', 'config.yaml'), 'xdg');
  writeFileSync(at('home', '.config', 'bailiwick', 'config.yaml'), 'home');
  writeFileSync(at('asked.yaml'), 'asked: é');
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The text that was found, null for none, or what was wrong. */
const outcome = (query: ConfigFileQuery): unknown => {
  const result = readConfigFile(query);
  return result.ok
    ? (result.value?.text ?? null)
    : result.error.map(({ place, message }) => `${place}: ${message}`);
};

describe('the configuration file', () => {
  test('is the one that was asked for, then the one of the environment, then the usual one', () => {
    const env = { XDG_CONFIG_HOME: at('xdg'), HOME: at('home') };
    expect(outcome({ path: at('asked.yaml'), env: { ...env, BAILIWICK_CONFIG: '/nowhere' } })).toBe(
      'asked: é',
    );
    expect(outcome({ env: { ...env, BAILIWICK_CONFIG: at('asked.yaml') } })).toBe('asked: é');
    expect(outcome({ env })).toBe('xdg');
    expect(outcome({ env: { HOME: at('home') } })).toBe('home');
    expect(outcome({ env: { XDG_CONFIG_HOME: 'relative/paths/do/not/count', HOME: at('home') } })).toBe(
      'home',
    );
  });

  test.each(['config.yml', 'config.json'])('may be called %s', (name) => {
    const usual = at(name, 'bailiwick');
    mkdirSync(usual, { recursive: true });
    writeFileSync(join(usual, name), name);
    expect(outcome({ env: { XDG_CONFIG_HOME: at(name) } })).toBe(name);
  });

  test('is one: of two, neither is ignored', () => {
    const usual = at('two', 'bailiwick');
    mkdirSync(usual, { recursive: true });
    for (const name of ['config.yaml', 'config.json']) writeFileSync(join(usual, name), name);
    expect(outcome({ env: { XDG_CONFIG_HOME: at('two') } })).toEqual([
      `${usual}: holds config.yaml and config.json; keep one of them, or name one with --config`,
    ]);
  });

  test('need not exist where none was asked for', () => {
    expect(outcome({ env: { HOME: at('nobody') } })).toBeNull();
    expect(outcome({ env: { HOME: at('asked.yaml') } })).toBeNull();
    expect(outcome({ env: {} })).toBeNull();
  });

  test('D2: must exist where it was asked for', () => {
    const missing = at('missing.yaml');
    expect(outcome({ path: missing, env: {} })).toEqual([`${missing}: there is no such file`]);
    expect(outcome({ env: { BAILIWICK_CONFIG: missing } })).toEqual([`${missing}: there is no such file`]);
  });

  test('is not guessed where its path is empty', () => {
    expect(outcome({ path: '', env: {} })).toEqual([expect.stringMatching(/^--config: .* is empty/)]);
    expect(outcome({ env: { BAILIWICK_CONFIG: '' } })).toEqual([
      expect.stringMatching(/^BAILIWICK_CONFIG: .* is empty/),
    ]);
  });

  test('is a regular file: a folder, a device and a pipe that nobody writes to are refused at once', () => {
    execFileSync('mkfifo', [at('pipe')]);
    for (const path of [folder, '/dev/zero', at('pipe')]) {
      expect(outcome({ path, env: {} })).toEqual([`${path}: is not a regular file`]);
    }
  });

  test.each([
    ['2 MiB', Buffer.alloc(2 * 2 ** 20, '#'), 'the file is larger than 1048576 bytes'],
    ['UTF-16', Buffer.from('\uFEFFversion: 1', 'utf16le'), 'the file is UTF-16; save it as UTF-8'],
    ['Latin-1', Buffer.from('# caf\u00e9', 'latin1'), 'the file is not valid UTF-8'],
  ])('D9: is refused where it holds %s', (_what, bytes, message) => {
    const path = at('odd.yaml');
    writeFileSync(path, bytes);
    expect(outcome({ path, env: {} })).toEqual([`${path}: ${message}`]);
  });

  test('is refused where others may write it or swap it, with the command that mends that', () => {
    const usual = at('open', 'bailiwick');
    mkdirSync(usual, { recursive: true });
    writeFileSync(join(usual, 'config.yaml'), 'version: 1');
    chmodSync(at('open'), 0o777);
    for (const query of [
      { env: { XDG_CONFIG_HOME: at('open') } },
      { path: join(usual, 'config.yaml'), env: {} },
    ]) {
      expect(outcome(query)).toEqual([
        expect.stringMatching(
          /config\.yaml: may be changed by others: ".*\/open" has mode 0777, .*; run chmod g?o-w ".*\/open"$/,
        ),
      ]);
    }
    chmodSync(at('open'), 0o1777);
    expect(outcome({ env: { XDG_CONFIG_HOME: at('open') } })).toBe('version: 1');
  });

  test('may be exactly 1 MiB', () => {
    const path = at('large.yaml');
    writeFileSync(path, Buffer.alloc(1_048_576, '#'));
    expect(outcome({ path, env: {} })).toHaveLength(1_048_576);
  });

  test('D9: keeps its byte order mark, which the reader refuses with its place', () => {
    const path = at('bom.yaml');
    writeFileSync(path, '\uFEFFversion: 1');
    expect(outcome({ path, env: {} })).toBe('\uFEFFversion: 1');
  });
});
