import { expect, test } from 'vitest';
import { reloadClassOf } from './reload-class.ts';
import { configRows } from './rows.ts';

test('A12: every setting of breakers, queues, rates and deadlines is live', () => {
  const paths = configRows.map(({ path }) => path);
  const live = paths.filter((path) => /^(?:circuit_breaker|limits|security|tools)\./.test(path));
  expect(live.length).toBeGreaterThan(30);
  expect(live.filter((path) => reloadClassOf(path) !== 'live')).toEqual([]);
});

test('what is logged, how and where changes while a server runs', () => {
  const paths = configRows.map(({ path }) => path).filter((path) => path.startsWith('logging.'));
  expect(paths).toHaveLength(5);
  expect(paths.filter((path) => reloadClassOf(path) !== 'live')).toEqual([]);
});

test('a token can be replaced while a server runs', () => {
  expect(reloadClassOf('auth.token')).toBe('live');
});

test('what a server listens on, and where its records are, is not', () => {
  for (const path of ['server.port', 'database.url', 'reload.allow_widening'])
    expect(reloadClassOf(path)).toBe('restart');
});
