import { describe, expect, test } from 'vitest';
import { stringify } from 'yaml';
import { fileDecides } from './file-decides.ts';
import { loadConfig, type ConfigSources } from './load.ts';
import { anyName, configRows, type ConfigRow } from './rows.ts';
import { getIn, setIn } from './tree.ts';

/** Three valid values of a leaf, each unlike its default. */
function samplesOf(row: ConfigRow): readonly (boolean | number | string | readonly string[])[] {
  if (row.type === 'boolean') return [row.default !== true, row.default === true, row.default !== true];
  if (row.type === 'integer') {
    const least = Number(/from (\d+) to/.exec(row.accepts)?.[1]);
    return [least + 5, least + 6, least + 7];
  }
  return texts[row.keys.slice(-2).join('.')] ?? texts[row.keys.at(-1) ?? ''] ?? [];
}

const texts: Readonly<Record<string, readonly (string | readonly string[])[]>> = {
  allow: [['10.1.0.0/16'], ['10.2.0.0/16', 'a.lab.internal'], ['10.3.0.0/16']],
  deny: [['10.1.0.1'], ['10.2.0.1', '10.2.0.2'], ['10.3.0.1']],
  allow_ports: ['22', '80,443', '1-1024'],
  deny_ports: ['22', '80,443', '1-1024'],
  transport: ['http', 'stdio', 'http'],
  host: ['127.0.0.2', '::1', 'localhost'],
  allowed_hosts: [['a.lab.internal'], ['b.lab.internal:8080', '[::1]:80'], ['c.lab.internal']],
  inline_wait_by_client: [['one=5'], ['two=6', 'a three=7'], ['four=8']],
  allowed_origins: [['https://a.lab'], ['https://b.lab', 'http://c.lab:81'], ['https://d.lab']],
  include_patterns: [['nmap'], ['dig', 'port_*'], ['d*']],
  exclude_patterns: [['nmap'], ['dig', 'port_*'], ['d*']],
  intrusive: [['vuln'], ['vuln', 'brute'], ['dos']],
  url_schemes: [['http'], ['https'], ['https', 'http']],
  word_list_folders: [['/opt/a'], ['/opt/b', '/opt/c'], ['/opt/d']],
  file_folders: [['/opt/a'], ['/opt/b', '/opt/c'], ['/opt/d']],
  definitions: [['a.yaml'], ['b.yaml', '/opt/c.yaml'], ['d.yaml']],
  id: ['LAB-1', 'LAB-2', 'LAB-3'],
  authorised_by: ['Ada', 'Grace', 'Joan'],
  ticket: ['T-1', 'T-2', 'T-3'],
  contact: ['a@lab.internal', 'b@lab.internal', 'c@lab.internal'],
  not_before: ['2026-01-01', '2026-01-02T08:00Z', '2026-01-03T08:00:00+01:00'],
  not_after: ['2036-01-01', '2036-01-02T08:00Z', '2036-01-03T08:00:00+01:00'],
  windows: [
    ['mon-fri 08:00-20:00 UTC'],
    ['sat 08:00-12:00 UTC', 'sun 08:00-12:00 UTC'],
    ['mon 08:00-09:00 UTC'],
  ],
  public_key_file: ['/a/key.pem', '/b/key.pem', '/c/key.pem'],
  signature_file: ['/a/scope.sig', '/b/scope.sig', '/c/scope.sig'],
  search_path: [['/opt/a'], ['/opt/b', '/opt/c'], ['/opt/d']],
  dependencies: [['dig'], ['pg', '@scope/name'], ['nmap']],
  level: ['debug', 'warn', 'error'],
  format: ['text', 'json', 'text'],
  file_path: ['/var/log/a.log', 'b.log', 'logs/c.log'],
  'circuit_breaker.mode': ['observe', 'off', 'observe'],
  failure_kinds: [['timeout'], ['signal', 'sandbox'], ['other_exit']],
  mode: ['process', 'require-bwrap', 'process'],
  archive_folder: ['/a', 'b', '/c/d'],
  key_file: ['/a/key.pem', 'b.pem', '/c/key.pem'],
  syslog: ['udp://10.0.0.9', 'tcp://log.lab.internal:601', 'udp://[fd00::1]:514'],
  webhook_url: ['http://a.lab/', 'https://b.lab/x?y', 'https://c.lab'],
  webhook_secret: ['a'.repeat(16), 'b'.repeat(16), 'c'.repeat(16)],
  url: ['sqlite:/tmp/a', 'sqlite:/tmp/b', 'sqlite:/tmp/c'],
  tool: ['nmap', 'ping', 'masscan'],
  arguments: ['{"target":"10.0.0.5"}', '{"target":"10.0.0.6"}', '{}'],
  every: ['90s', '6h', '7d'],
  baseline: ['previous', 'march', 'before-the-move'],
  notify: ['always', 'never', 'changes'],
  token: ['a'.repeat(32), 'b'.repeat(32), 'c'.repeat(32)],
};

const load = (sources: Partial<ConfigSources>): { readonly value: unknown; readonly place: string }[] => {
  const loaded = loadConfig({ env: {}, flags: [], ...sources });
  if (!loaded.ok) throw new Error(loaded.error.map(({ rendered }) => rendered).join('\n'));
  const { config, provenance } = loaded.value;
  return leaves.map(({ keys, path }) => ({
    value: getIn(config, keys),
    place: provenance.get(path) ?? 'nowhere',
  }));
};

const leaves = configRows
  .filter(({ env }) => env !== null)
  .map((row) => {
    const keys = row.keys.map((key) => (key === anyName ? 'nmap' : key));
    const env = row.env?.replace('<NAME>', 'NMAP') ?? '';
    return { row, keys, env, path: keys.join('.'), samples: samplesOf(row) };
  });

describe.each(leaves.filter(({ path }) => !fileDecides.includes(path)))(
  'D1, D8: $path',
  ({ row, keys, env, path, samples }) => {
    const [inFile, inEnv, onCommandLine] = samples;
    const file = { path: 'cfg.yaml', text: stringify(setIn({}, keys, inFile)) };
    const environment = { [env]: String(inEnv) };
    const flags = [{ flag: '--set', path, text: String(onCommandLine) }];
    const index = leaves.findIndex((leaf) => leaf.path === path);

    test('is its default where nothing sets it', () => {
      const place = row.keys.includes(anyName) ? 'nowhere' : 'default';
      expect(load({})[index]).toEqual({ value: row.default, place });
    });

    test('is taken from the file before the default', () => {
      const [, line] = /^cfg\.yaml:(\d+):\d+$/.exec(load({ file })[index]?.place ?? '') ?? [];
      expect(load({ file })[index]?.value).toEqual(inFile);
      expect(Number(line)).toBeGreaterThan(0);
    });

    test('is taken from the environment before the file', () => {
      expect(load({ file, env: environment })[index]).toEqual({ value: inEnv, place: env });
    });

    test('is taken from the command line before all else', () => {
      expect(load({ file, env: environment, flags })[index]).toEqual({
        value: onCommandLine,
        place: '--set',
      });
    });

    test('leaves every other leaf alone', () => {
      const before = load({}).toSpliced(index, 1);
      expect(load({ file, env: environment, flags }).toSpliced(index, 1)).toEqual(before);
    });

    test('means the same in the environment as in a file', () => {
      expect(load({ env: { [env]: String(inFile) } })[index]?.value).toEqual(load({ file })[index]?.value);
    });
  },
);

describe.each(leaves.filter(({ path }) => fileDecides.includes(path)))(
  'D1, D8: $path',
  ({ keys, env, path, samples }) => {
    const [inFile, inEnv, onCommandLine] = samples;
    const file = { path: 'cfg.yaml', text: stringify(setIn({}, keys, inFile)) };
    const other = String(inEnv === inFile ? onCommandLine : inEnv);

    test('that the file sets cannot be changed by the environment or a flag', () => {
      for (const loaded of [
        loadConfig({ file, env: { [env]: other }, flags: [] }),
        loadConfig({ file, env: {}, flags: [{ flag: '--set', path, text: other }] }),
      ]) {
        expect(loaded.ok ? null : loaded.error.map((error) => error.path)).toEqual([path]);
        expect(loaded.ok ? '' : loaded.error[0]?.message).toMatch(
          /^is set at cfg\.yaml:\d+:\d+, and nothing else may change it$/,
        );
      }
    });

    test('may be repeated, and set from anywhere where the file does not', () => {
      expect(loadConfig({ file, env: { [env]: String(inFile) }, flags: [] }).ok).toBe(true);
      expect(loadConfig({ env: { [env]: String(inFile) }, flags: [] }).ok).toBe(true);
    });
  },
);
