import type { LeafValue } from '../codec.ts';
import { originalLevels } from '../env-names.ts';
import { isPostgres } from '../postgres-server.ts';
import { rowAt } from '../rows.ts';
import { failureKindsOf } from './expected-exceptions.ts';

/** A key of the original server's configuration is our key at `path`. */
interface Counterpart {
  readonly path: string;
  /** The value there; undefined where it has no meaning here. */
  readonly value: (given: unknown) => LeafValue | undefined;
}

/** SQLite has no connections to count: only what does nothing is taken. */
const pool = (path: string): Counterpart => ({
  path,
  value: (given) => (given === rowAt(path.split('.'))?.default ? asLeaf(given) : undefined),
});

const same = (path: string): Counterpart => ({ path, value: asLeaf });

/** Every key of the original's sections, by path. */
export const originalLeaves: ReadonlyMap<string, Counterpart> = new Map([
  ['database.url', { path: 'database.url', value: databaseUrl }],
  ['database.pool_size', pool('database.pool_size')],
  ['database.max_overflow', pool('database.max_overflow')],
  ['database.pool_timeout', pool('database.pool_timeout')],
  ['database.pool_recycle', pool('database.pool_recycle')],
  ['security.allowed_targets', { path: 'scope.allow', value: targets }],
  ['security.max_args_length', same('security.max_args_length')],
  ['security.max_output_size', same('security.max_output_size')],
  ['security.timeout_seconds', same('security.timeout_seconds')],
  ['security.concurrency_limit', same('security.concurrency_limit')],
  ['circuit_breaker.failure_threshold', same('circuit_breaker.failure_threshold')],
  ['circuit_breaker.recovery_timeout', { path: 'circuit_breaker.recovery_timeout', value: whole }],
  ['circuit_breaker.half_open_success_threshold', same('circuit_breaker.half_open_success_threshold')],
  ['circuit_breaker.expected_exception', { path: 'circuit_breaker.failure_kinds', value: failureKindsOf }],
  ['circuit_breaker.expected_exceptions', { path: 'circuit_breaker.failure_kinds', value: failureKindsOf }],
  ['health.check_interval', { path: 'health.check_interval', value: whole }],
  ['health.cpu_threshold', { path: 'health.cpu_threshold', value: whole }],
  ['health.memory_threshold', { path: 'health.memory_threshold', value: whole }],
  ['health.disk_threshold', { path: 'health.disk_threshold', value: whole }],
  ['health.dependencies', same('health.dependencies')],
  ['health.timeout', { path: 'health.timeout', value: whole }],
  ['metrics.enabled', same('metrics.enabled')],
  ['metrics.prometheus_enabled', same('metrics.prometheus_enabled')],
  ['metrics.prometheus_port', same('metrics.prometheus_port')],
  ['metrics.collection_interval', { path: 'metrics.collection_interval', value: whole }],
  ['logging.level', { path: 'logging.level', value: level }],
  ['logging.format', { path: 'logging.format', value: format }],
  ['logging.file_path', same('logging.file_path')],
  ['logging.max_file_size', same('logging.max_file_size')],
  ['logging.backup_count', same('logging.backup_count')],
  ['server.host', same('server.host')],
  ['server.port', same('server.port')],
  ['server.transport', same('server.transport')],
  ['server.workers', same('server.workers')],
  ['server.max_connections', same('server.max_connections')],
  ['server.shutdown_grace_period', { path: 'server.shutdown_grace_period', value: whole }],
  ['tool.include_patterns', { path: 'tool.include_patterns', value: patterns }],
  ['tool.exclude_patterns', { path: 'tool.exclude_patterns', value: patterns }],
  ['tool.default_timeout', same('tool.default_timeout')],
  ['tool.default_concurrency', { path: 'security.concurrency_limit', value: asLeaf }],
]);

function asLeaf(given: unknown): LeafValue | undefined {
  if (typeof given === 'boolean' || typeof given === 'number' || typeof given === 'string') return given;
  return isTexts(given) ? given : undefined;
}

/** It names the driver as well; of the servers of databases PostgreSQL alone keeps records here. */
function databaseUrl(given: unknown): LeafValue | undefined {
  if (typeof given !== 'string') return undefined;
  const url = given.replace(/^(postgres(?:ql)?)\+\w+:/, '$1:');
  return url === '' || url.startsWith('sqlite:') || isPostgres(url) ? url : undefined;
}

/** Seconds were fractions there. */
function whole(given: unknown): LeafValue | undefined {
  return typeof given === 'number' ? Math.ceil(given) : asLeaf(given);
}

function level(given: unknown): LeafValue | undefined {
  return typeof given === 'string' ? (originalLevels.get(given.toUpperCase()) ?? given) : undefined;
}

/** A pattern of Python, which says where each part of a line stands, has no meaning here. */
function format(given: unknown): LeafValue | undefined {
  return given === 'json' || given === 'text' ? given : undefined;
}

/** `RFC1918` is a set, and `.lab.internal` all names below it. */
function targets(given: unknown): LeafValue | undefined {
  if (!isTexts(given)) return undefined;
  return given.map((target) => {
    if (target.toUpperCase() === 'RFC1918') return 'rfc1918';
    return target.startsWith('.') ? `*${target}` : target;
  });
}

/** Classes of Python were matched there: `NmapTool` is `nmap`. */
function patterns(given: unknown): LeafValue | undefined {
  return isTexts(given) ? given.map((one) => one.replace(/Tool$/, '').toLowerCase()) : undefined;
}

const isTexts = (given: unknown): given is readonly string[] =>
  Array.isArray(given) && given.every((item) => typeof item === 'string');
