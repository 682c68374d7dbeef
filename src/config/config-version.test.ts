import { describe, expect, test } from 'vitest';
import { loadConfig, type LoadedConfig } from './load.ts';
import { redact } from './redact.ts';

const load = (text: string, env = {}): LoadedConfig => {
  const loaded = loadConfig({ file: { path: 'c', text }, env, flags: [] });
  if (!loaded.ok) throw new Error(loaded.error.map(({ rendered }) => rendered).join('\n'));
  return loaded.value;
};

const secret = 'x'.repeat(40);

describe('the version of a configuration', () => {
  test('is equal for equal settings, wherever and in whatever order they are written', () => {
    const inFile = load('tools: {nmap: {enabled: true}, dig: {enabled: false}}\nserver: {port: 81}');
    const reordered = load('server: {port: 81}\ntools: {dig: {enabled: false}, nmap: {enabled: true}}');
    const inEnv = load('tools: {nmap: {enabled: true}, dig: {enabled: false}}', {
      BAILIWICK_SERVER_PORT: '81',
    });
    expect(inFile.version).toMatch(/^[0-9a-f]{12}$/);
    expect(new Set([inFile.version, reordered.version, inEnv.version]).size).toBe(1);
  });

  test('changes with any setting and with the order of a list', () => {
    const texts = ['version: 1', 'server: {port: 81}', 'scope: {deny: [a, b]}', 'scope: {deny: [b, a]}'];
    expect(new Set(texts.map((text) => load(text).version)).size).toBe(4);
  });

  test('knows nothing of secrets, so that an export, which has none, has the version of its original', () => {
    const texts = [`auth: {token: ${secret}}`, `auth: {token: ${secret}y}`, 'version: 1'];
    expect(new Set(texts.map((text) => load(text).version)).size).toBe(1);
  });
});

describe('redact', () => {
  test('shows that a secret is set, and changes nothing else and not its input', () => {
    const { config } = load(`auth: {token: ${secret}}\ndatabase: {url: "sqlite:/x"}`);
    const shown = redact(config);
    const database = { ...config.database, url: '[redacted]' };
    expect(shown).toEqual({ ...config, auth: { token: '[redacted]' }, database });
    expect(config.auth.token).toBe(secret);
  });

  test('shows nothing where no secret is set', () => {
    const { config } = load('version: 1');
    expect(redact(config)).toEqual(config);
  });
});
