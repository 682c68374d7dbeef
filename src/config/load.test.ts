import { describe, expect, test } from 'vitest';
import { loadConfig, type ConfigSources, type LoadedConfig } from './load.ts';

const load = (sources: Partial<ConfigSources>): LoadedConfig => {
  const loaded = loadConfig({ env: {}, flags: [], ...sources });
  if (!loaded.ok) throw new Error(loaded.error.map(({ rendered }) => rendered).join('\n'));
  return loaded.value;
};

const faults = (sources: Partial<ConfigSources>): readonly string[] => {
  const loaded = loadConfig({ env: {}, flags: [], ...sources });
  return loaded.ok ? [] : loaded.error.map(({ place, path, message }) => `${place} | ${path} | ${message}`);
};

describe('loadConfig', () => {
  test('needs no source at all', () => {
    const { config, file } = load({});
    expect(config.scope.allow).toEqual(['rfc1918', '*.lab.internal']);
    expect(config.server).toMatchObject({ transport: 'stdio', host: '127.0.0.1', port: 8080 });
    expect(file).toBeNull();
  });

  test('keeps the other leaves of a section that a source touches', () => {
    const file = { path: 'cfg.yaml', text: 'server: {host: localhost}' };
    expect(load({ file, env: { BAILIWICK_SERVER_PORT: '81' } }).config.server).toMatchObject({
      host: 'localhost',
      port: 81,
      max_connections: 100,
    });
  });

  test('a removed key returns to its default', () => {
    const load1 = load({ file: { path: 'c', text: 'server: {port: 81, host: localhost}' } });
    const load2 = load({ file: { path: 'c', text: 'server: {host: localhost}' } });
    expect([load1.config.server.port, load2.config.server.port]).toEqual([81, 8080]);
  });

  test('knows the place of every rule of the scope', () => {
    const file = { path: 'cfg.yaml', text: 'scope:\n  allow:\n    - 10.0.0.0/8\n    - db.lab.internal\n' };
    const { placeOf } = load({ file, env: { BAILIWICK_SCOPE_DENY: '10.0.0.1,10.0.0.2' } });
    expect(placeOf('scope.allow[1]')).toBe('cfg.yaml:4:7');
    expect(placeOf('scope.allow')).toBe('cfg.yaml:3:5');
    expect(placeOf('scope.deny[1]')).toBe('BAILIWICK_SCOPE_DENY');
    expect(placeOf('scope.allow_ports')).toBe('default');
  });

  test('a list of the environment hides the places of the file', () => {
    const file = { path: 'cfg.yaml', text: 'scope: {allow: [10.0.0.1]}' };
    expect(load({ file, env: { BAILIWICK_SCOPE_ALLOW: '10.0.0.2' } }).placeOf('scope.allow[0]')).toBe(
      'BAILIWICK_SCOPE_ALLOW',
    );
  });

  test('shows an error that another room finds as the schema shows its own', () => {
    const file = { path: 'cfg.yaml', text: 'scope:\n  allow:\n    - 8.8.8.8\n' };
    expect(load({ file }).errorAt('scope.allow[0]', 'is public').rendered).toBe(
      'error: scope.allow[0]: is public\n  --> cfg.yaml:3:7\n 3 |     - 8.8.8.8\n   |       ^^^^^^^',
    );
    const env = { BAILIWICK_SCOPE_ALLOW: '9.9.9.9' };
    expect(load({ file, env }).errorAt('scope.allow[0]', 'is public').rendered).toBe(
      'error: scope.allow[0]: is public\n  --> BAILIWICK_SCOPE_ALLOW',
    );
  });

  test('is frozen all the way down', () => {
    const { config } = load({ file: { path: 'c', text: 'tools: {nmap: {enabled: false}}' } });
    for (const part of [config, config.scope, config.scope.allow, config.tools, config.tools['nmap']]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
    expect(Object.isFrozen(load({}).config.scope.allow)).toBe(true);
  });

  test('reports the errors of all sources at once', () => {
    const file = { path: 'cfg.yaml', text: 'limits: {queue_size: -1}' };
    const env = { BAILIWICK_SERVER_PORT: '0x1', BAILIWICK_LIMITS_QUEU_SIZE: '1', MCP_SERVER_PORT: '99999' };
    const flags = [{ flag: '--port', path: 'server.prt', text: '1' }];
    expect(faults({ file, env, flags })).toEqual([
      'cfg.yaml:1:22 | limits.queue_size | must be a whole number from 0 to 10000, is -1',
      'BAILIWICK_LIMITS_QUEU_SIZE | null | BAILIWICK_LIMITS_QUEU_SIZE is no setting of bailiwick',
      'BAILIWICK_SERVER_PORT | server.port | must be a whole number from 0 to 65535, in plain decimal, is "0x1"',
      'MCP_SERVER_PORT | server.port | must be a whole number from 0 to 65535, is 99999',
      '--port | server.prt | there is no such setting',
    ]);
  });

  test('refuses a wrong value in the file even where the environment has a right one', () => {
    const file = { path: 'cfg.yaml', text: 'server: {port: 99999}' };
    expect(faults({ file, env: { BAILIWICK_SERVER_PORT: '1' } })).toHaveLength(1);
  });

  test('refuses to empty a deny list with an unset shell variable', () => {
    const file = { path: 'cfg.yaml', text: 'scope: {deny: [10.0.0.9]}' };
    expect(faults({ file, env: { BAILIWICK_SCOPE_DENY: '' } })).toEqual([
      'BAILIWICK_SCOPE_DENY | scope.deny | is empty; leave it unset to use the file or the default',
    ]);
  });

  test('refuses to switch off a tool that there is not, in every source', () => {
    const sources = {
      file: { path: 'cfg.yaml', text: 'tools: {dg: {enabled: false}}' },
      env: { BAILIWICK_TOOLS_NMAPP_ENABLED: 'false' },
      flags: [{ flag: '--disable', path: 'tools.x.enabled', text: 'false' }],
    };
    expect(faults({ ...sources, toolNames: ['nmap', 'dig'] })).toEqual([
      'cfg.yaml:1:9 | tools.dg | there is no tool of this name',
      'BAILIWICK_TOOLS_NMAPP_ENABLED | tools.nmapp | there is no tool of this name',
      '--disable | tools.x | there is no tool of this name',
    ]);
    expect(faults(sources)).toEqual([]);
  });

  test('our own name wins over an original one, and the levels of the original have their words here', () => {
    expect(load({ env: { MCP_SERVER_PORT: '81', BAILIWICK_SERVER_PORT: '82' } }).config.server.port).toBe(82);
    expect(
      load({ env: { MCP_TOOL_DEFAULT_TIMEOUT: '5', MCP_DEFAULT_TIMEOUT_SEC: '6' } }).config.tool
        .default_timeout,
    ).toBe(5);
    const levels = ['DEBUG', 'INFO', 'WARN', 'Warning', 'ERROR', 'CRITICAL'];
    for (const name of ['LOG_LEVEL', 'MCP_LOGGING_LEVEL'])
      expect(levels.map((level) => load({ env: { [name]: level } }).config.logging.level)).toEqual([
        'debug',
        'info',
        'warn',
        'warn',
        'error',
        'error',
      ]);
    const file = { MCP_LOGGING_FILE_PATH: '/var/log/b.log' };
    expect(load({ env: file }).config.logging.file_path).toBe('/var/log/b.log');
    expect(faults({ env: { BAILIWICK_LOGGING_LEVEL: 'WARNING' } })).toHaveLength(1);
  });

  test('leaves the names alone that are not settings', () => {
    const env = { BAILIWICK_CONFIG: '/x', BAILIWICK_RUN_ID: 'r-x', PATH: '/bin', MCP_PROXY_AUTH_TOKEN: 'x' };
    expect(load({ env }).version).toBe(load({}).version);
  });
});
