import { expect, test } from 'vitest';
import { configRows } from '../rows.ts';
import { originalLeaves } from './leaves.ts';

/** The original's defaults in our terms, where they are not said to differ. */
const defaults: Readonly<Record<string, unknown>> = {
  'database.url': '',
  'database.pool_size': 10,
  'database.max_overflow': 20,
  'database.pool_timeout': 30,
  'database.pool_recycle': 3600,
  'security.max_args_length': 2048,
  'security.max_output_size': 1_048_576,
  'security.timeout_seconds': 300,
  'security.concurrency_limit': 2,
  'circuit_breaker.failure_threshold': 5,
  'circuit_breaker.recovery_timeout': 60,
  'circuit_breaker.half_open_success_threshold': 1,
  'health.check_interval': 30,
  'health.cpu_threshold': 80,
  'health.memory_threshold': 80,
  'health.disk_threshold': 80,
  'health.dependencies': [],
  'health.timeout': 10,
  'metrics.enabled': true,
  'logging.level': 'info',
  'logging.file_path': '',
  'logging.max_file_size': 10_485_760,
  'logging.backup_count': 5,
  'server.port': 8080,
  'server.workers': 1,
  'server.max_connections': 100,
  'server.shutdown_grace_period': 30,
  'tool.include_patterns': ['*'],
  'tool.exclude_patterns': [],
  'tool.default_timeout': 300,
};

/** Those that differ, and why. */
const others: Readonly<Record<string, unknown>> = {
  // Whoever opens a listener to others says so.
  'server.host': '127.0.0.1',
};

test.each(Object.entries({ ...defaults, ...others }))('%s has the default %j', (path, value) => {
  expect(configRows.find((row) => row.path === path)?.default).toEqual(value);
  expect(originalLeaves.get(path)?.path).toBe(path);
});
