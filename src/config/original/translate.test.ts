import { expect, test } from 'vitest';
import { ownFailureKinds } from '../../kernel/failure-kinds.ts';
import { exportConfig } from '../export.ts';
import { loadConfig } from '../load.ts';
import { configRows } from '../rows.ts';
import { originalLeaves } from './leaves.ts';
import { isOriginal, translate } from './translate.ts';

const original = {
  database: { url: '' },
  security: {
    allowed_targets: ['RFC1918', '.lab.internal'],
    max_args_length: 2048,
    max_output_size: 1_048_576,
    timeout_seconds: 300,
    concurrency_limit: 2,
  },
  circuit_breaker: { failure_threshold: 5, recovery_timeout: 60.5, expected_exceptions: ['Exception'] },
  logging: { level: 'WARNING', format: '%(message)s' },
  server: { port: 8081, transport: 'http' },
  tool: { include_patterns: ['*'], exclude_patterns: ['NmapTool'], default_timeout: 300 },
};

test('a file of the original server is known by what only it had', () => {
  expect(isOriginal(original)).toBe(true);
  expect(isOriginal({ ...original, version: 1 })).toBe(false);
  expect(isOriginal({ server: { port: 80 } })).toBe(false);
});

test('a file with few keys is known by how its values are written', () => {
  expect(isOriginal({ logging: { level: 'INFO' } })).toBe(true);
  expect(isOriginal({ database: { url: 'postgresql+asyncpg://u:p@h/db' } })).toBe(true);
  expect(isOriginal({ circuit_breaker: { expected_exception: 'OSError' } })).toBe(true);
  expect(isOriginal({ logging: { level: 'info' }, database: { url: 'sqlite:a.db' } })).toBe(false);
  expect(isOriginal({ database: { url: 'postgres://u:p@h/db' } })).toBe(false);
});

test('a database of PostgreSQL and a file of SQLite have a counterpart, other servers have none', () => {
  const { tree, left } = translate({
    database: { url: 'mysql://u:p@h/db', pool_size: 5, pool_timeout: 30 },
  });
  expect([tree, left]).toEqual([
    { version: 1, database: { pool_timeout: 30 } },
    ['url', 'pool_size'].map((key) => `database.${key}: has no counterpart that takes its value`),
  ]);
  expect(translate({ database: { url: 'sqlite:a.db' } }).left).toEqual([]);
  expect(translate({ database: { url: 'postgresql+asyncpg://u:p@h/db' } })).toEqual({
    tree: { version: 1, database: { url: 'postgresql://u:p@h/db' } },
    left: [],
  });
});

test('its keys are ours with the values that mean the same, and what is not taken is told', () => {
  const { tree, left } = translate(original);
  expect(tree).toEqual({
    version: 1,
    scope: { allow: ['rfc1918', '*.lab.internal'] },
    security: {
      max_args_length: 2048,
      max_output_size: 1_048_576,
      timeout_seconds: 300,
      concurrency_limit: 2,
    },
    circuit_breaker: { failure_threshold: 5, recovery_timeout: 61, failure_kinds: ownFailureKinds },
    logging: { level: 'warn' },
    server: { port: 8081, transport: 'http' },
    tool: { include_patterns: ['*'], exclude_patterns: ['nmap'], default_timeout: 300 },
  });
  expect(left.map((line) => line.split(':')[0])).toEqual(['logging.format']);
  const loaded = loadConfig({ file: { path: 'c', text: exportConfig(tree, 'x') }, env: {}, flags: [] });
  expect(loaded.ok && loaded.value.config.scope.allow).toEqual(['rfc1918', '*.lab.internal']);
});

test('a log format of ours stays, and makes no file one of the original server', () => {
  expect(isOriginal({ logging: { format: 'json' } })).toBe(false);
  expect(isOriginal({ logging: { format: '%(message)s' } })).toBe(true);
  expect(translate({ logging: { format: 'text', file_path: '/var/log/b.log', backup_count: 3 } })).toEqual({
    tree: { version: 1, logging: { format: 'text', file_path: '/var/log/b.log', backup_count: 3 } },
    left: [],
  });
});

test('keys that nobody knows and values of the wrong kind are named, and their values are not', () => {
  const { tree, left } = translate({
    secret: 'canary',
    server: { canary: 1, port: { canary: 1 } },
    security: { allowed_targets: 'canary', timeout_seconds: null },
  });
  expect(tree).toEqual({ version: 1 });
  expect(left).toEqual([
    'secret: is no section of the original configuration',
    'server.canary: is no key of the original configuration',
    'server.port: has no counterpart that takes its value',
    'security.allowed_targets: has no counterpart that takes its value',
  ]);
});

test('no key leads anywhere but to a leaf of ours, or to one that is yet to come', () => {
  const paths = [...originalLeaves.values()].map(({ path }) => path);
  const known = new Set(configRows.map(({ path }) => path));
  expect(paths.filter((path) => known.has(path)).length).toBeGreaterThan(15);
});
