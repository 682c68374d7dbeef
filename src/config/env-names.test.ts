import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { envAliases, leafOfEnv, otherEnvNames, ownEnvNames } from './env-names.ts';
import { anyName, configRows } from './rows.ts';

describe('environment names', () => {
  test('no two settings share a name, and none takes a name that means something else', () => {
    const names = [...ownEnvNames, ...envAliases.keys(), ...otherEnvNames.keys()];
    expect(new Set(names).size).toBe(names.length);
  });

  test('a tool of any name has names that no other setting has', () => {
    const toolName = fc.stringMatching(/^[a-z][a-z0-9_]{0,30}$/);
    const keys = fc.constantFrom('enabled', 'timeout_sec', 'concurrency');
    fc.assert(
      fc.property(toolName, keys, (name, key) => {
        const env = `BAILIWICK_TOOLS_${name}_${key}`.toUpperCase();
        expect(leafOfEnv(env)?.keys).toEqual(['tools', name, key]);
        expect(ownEnvNames).not.toContain(env);
      }),
    );
  });

  test.each(configRows.filter(({ env, keys }) => env !== null && !keys.includes(anyName)))(
    '$env sets $path',
    ({ env, path }) => {
      expect(leafOfEnv(env ?? '')?.row.path).toBe(path);
    },
  );

  test.each([...envAliases.keys()])('the original name %s sets a leaf that exists', (name) => {
    expect(leafOfEnv(name)?.row.path).toBe(envAliases.get(name)?.path);
  });

  test('every name of the original server’s environment is understood', () => {
    expect(originalNames.filter((name) => leafOfEnv(name) === null)).toEqual([]);
  });

  test.each([
    'BAILIWICK_VERSION',
    'BAILIWICK_TOOLS_<NAME>_ENABLED',
    'BAILIWICK_TOOLS__ENABLED',
    'BAILIWICK_TOOLS_ENABLED',
    'BAILIWICK_TOOLS_nmap_ENABLED',
    'BAILIWICK_SCOPE',
    'BAILIWICK_',
  ])('%s is no setting', (name) => {
    expect(leafOfEnv(name)).toBeNull();
  });
});

const originalNames = `
  MCP_DATABASE_URL MCP_DATABASE_POOL_SIZE MCP_SECURITY_MAX_ARGS_LENGTH MCP_SECURITY_TIMEOUT_SECONDS
  MCP_CIRCUIT_BREAKER_FAILURE_THRESHOLD MCP_CIRCUIT_BREAKER_RECOVERY_TIMEOUT MCP_HEALTH_CHECK_INTERVAL
  MCP_HEALTH_CPU_THRESHOLD MCP_METRICS_ENABLED MCP_METRICS_PROMETHEUS_PORT MCP_LOGGING_LEVEL MCP_LOGGING_FILE_PATH
  MCP_SERVER_HOST MCP_SERVER_PORT MCP_SERVER_TRANSPORT MCP_TOOL_DEFAULT_TIMEOUT TOOL_INCLUDE TOOL_EXCLUDE LOG_LEVEL
  MCP_MAX_ARGS_LEN MCP_MAX_STDOUT_BYTES MCP_MAX_STDERR_BYTES MCP_DEFAULT_TIMEOUT_SEC MCP_DEFAULT_CONCURRENCY
`
  .trim()
  .split(/\s+/);
