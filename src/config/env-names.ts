import { anyName, configRows, type ConfigRow } from './rows.ts';

/** A leaf that an environment name sets. */
export interface NamedLeaf {
  readonly row: ConfigRow;
  /** The concrete path: `tools.nmap.enabled`. */
  readonly keys: readonly string[];
  /** Other words for the values of this leaf, by their capital form. */
  readonly words: ReadonlyMap<string, string>;
}

interface Alias {
  readonly path: string;
  readonly words?: ReadonlyMap<string, string>;
}

/** The levels of the original design by their capital names; ours has none above `error`. */
export const originalLevels: ReadonlyMap<string, string> = new Map([
  ['DEBUG', 'debug'],
  ['INFO', 'info'],
  ['WARN', 'warn'],
  ['WARNING', 'warn'],
  ['ERROR', 'error'],
  ['CRITICAL', 'error'],
]);

/** The original design's names, still understood. Where two set one leaf, the one further up wins; our own wins over all. */
export const envAliases: ReadonlyMap<string, Alias> = new Map<string, Alias>([
  ['MCP_DATABASE_URL', { path: 'database.url' }],
  ['MCP_DATABASE_POOL_SIZE', { path: 'database.pool_size' }],
  ['MCP_SECURITY_MAX_ARGS_LENGTH', { path: 'security.max_args_length' }],
  ['MCP_SECURITY_TIMEOUT_SECONDS', { path: 'security.timeout_seconds' }],
  ['MCP_CIRCUIT_BREAKER_FAILURE_THRESHOLD', { path: 'circuit_breaker.failure_threshold' }],
  ['MCP_CIRCUIT_BREAKER_RECOVERY_TIMEOUT', { path: 'circuit_breaker.recovery_timeout' }],
  ['MCP_HEALTH_CHECK_INTERVAL', { path: 'health.check_interval' }],
  ['MCP_HEALTH_CPU_THRESHOLD', { path: 'health.cpu_threshold' }],
  ['MCP_METRICS_ENABLED', { path: 'metrics.enabled' }],
  ['MCP_METRICS_PROMETHEUS_PORT', { path: 'metrics.prometheus_port' }],
  ['MCP_LOGGING_LEVEL', { path: 'logging.level', words: originalLevels }],
  ['MCP_LOGGING_FILE_PATH', { path: 'logging.file_path' }],
  ['MCP_SERVER_HOST', { path: 'server.host' }],
  ['MCP_SERVER_PORT', { path: 'server.port' }],
  ['MCP_SERVER_TRANSPORT', { path: 'server.transport' }],
  ['MCP_TOOL_DEFAULT_TIMEOUT', { path: 'tool.default_timeout' }],
  ['MCP_MAX_ARGS_LEN', { path: 'security.max_args_length' }],
  ['MCP_MAX_STDOUT_BYTES', { path: 'security.max_output_size' }],
  ['MCP_MAX_STDERR_BYTES', { path: 'security.max_error_output_size' }],
  ['MCP_DEFAULT_TIMEOUT_SEC', { path: 'tool.default_timeout' }],
  ['MCP_DEFAULT_CONCURRENCY', { path: 'security.concurrency_limit' }],
  ['TOOL_INCLUDE', { path: 'tool.include_patterns' }],
  ['TOOL_EXCLUDE', { path: 'tool.exclude_patterns' }],
  ['LOG_LEVEL', { path: 'logging.level', words: originalLevels }],
]);

/** Names with our prefix that are no setting, and what they are for. */
export const otherEnvNames: ReadonlyMap<string, string> = new Map([
  ['BAILIWICK_CONFIG', 'the path of the configuration file'],
  ['BAILIWICK_RUN_ID', 'set by bailiwick for the programs that it starts'],
]);

/** The leaf that a `BAILIWICK_` name or an alias sets, or null. */
export function leafOfEnv(name: string): NamedLeaf | null {
  const alias = envAliases.get(name);
  if (alias !== undefined) {
    const row = configRows.find(({ path }) => path === alias.path);
    return row === undefined ? null : { row, keys: row.keys, words: alias.words ?? new Map() };
  }
  for (const row of configRows) {
    const keys = keysFor(row, name);
    if (keys !== null) return { row, keys, words: new Map() };
  }
  return null;
}

/** The name of each leaf in the environment, for suggestions. */
export const ownEnvNames: readonly string[] = configRows.flatMap(({ env }) => (env === null ? [] : [env]));

/** The names that hold secrets. */
export const secretEnvNames: readonly string[] = [
  ...configRows.flatMap(({ env, secret }) => (secret && env !== null ? [env] : [])),
  ...Array.from(envAliases, ([name, { path }]) => ({ name, path })).flatMap(({ name, path }) =>
    configRows.some((row) => row.secret && row.path === path) ? [name] : [],
  ),
];

function keysFor(row: ConfigRow, name: string): readonly string[] | null {
  if (row.env === name) return row.keys.includes(anyName) ? null : row.keys;
  const [before, after] = row.env?.split(anyName.toUpperCase()) ?? [];
  if (before === undefined || after === undefined || !name.startsWith(before) || !name.endsWith(after))
    return null;
  const middle = name.slice(before.length, name.length - after.length);
  if (!/^[A-Z][A-Z0-9_]{0,63}$/.test(middle)) return null;
  return row.keys.map((key) => (key === anyName ? middle.toLowerCase() : key));
}
