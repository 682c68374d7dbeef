import { describe, expect, test } from 'vitest';
import { loadConfig } from './load.ts';

const load = (engagement: string, env: Readonly<Record<string, string>>, flag?: string) =>
  loadConfig({
    file: { path: 'cfg.yaml', text: `engagement: {${engagement}}` },
    env,
    flags: flag === undefined ? [] : [{ flag: '--set', path: 'engagement.public_key_file', text: flag }],
  });

const errorsOf = (loaded: ReturnType<typeof load>): readonly string[] =>
  loaded.ok ? [] : loaded.error.map(({ place, path, message }) => `${place} ${path} ${message}`);

const require = 'BAILIWICK_ENGAGEMENT_REQUIRE_SIGNATURE';
const key = 'BAILIWICK_ENGAGEMENT_PUBLIC_KEY_FILE';
const signature = 'BAILIWICK_ENGAGEMENT_SIGNATURE_FILE';

describe('what checks a signature comes from one place', () => {
  test('a file that asks for a signature is given no key of somebody else', () => {
    const loaded = load('require_signature: true, signature_file: /etc/scope.sig', {
      [key]: '/tmp/evil.pub',
    });
    expect(errorsOf(loaded)).toEqual([
      `${key} engagement.public_key_file belongs into the file, which sets engagement.require_signature at cfg.yaml:1:33: what checks a signature comes from one place`,
    ]);
  });

  test.each([
    ['require_signature: true', { [signature]: '/tmp/scope.sig' }],
    ['public_key_file: /etc/lab.pub', { [signature]: '/tmp/scope.sig' }],
    ['public_key_file: /etc/lab.pub', { [require]: 'true' }],
    ['signature_file: /etc/scope.sig', { [key]: '/tmp/evil.pub' }],
  ])('%s leaves no other key to %j', (engagement, env) => {
    expect(errorsOf(load(engagement, env))).toEqual([expect.stringContaining('belongs into the file')]);
  });

  test('nor to the command line', () => {
    expect(errorsOf(load('require_signature: true', {}, '/tmp/evil.pub'))).toEqual([
      expect.stringMatching(/^--set engagement\.public_key_file belongs into the file/),
    ]);
  });

  test('one that says nothing of it leaves all of them to the environment', () => {
    const env = { [require]: 'true', [key]: '/etc/lab.pub', [signature]: '/etc/scope.sig' };
    expect(load('id: LAB-1', env).ok).toBe(true);
    expect(load('require_signature: false, public_key_file: ""', env).ok).toBe(true);
  });

  test('what changes nothing is no contradiction', () => {
    expect(load('public_key_file: /etc/lab.pub', { [require]: 'false' }).ok).toBe(true);
    expect(load('public_key_file: /etc/lab.pub', { [key]: '/etc/lab.pub' }).ok).toBe(true);
  });
});
