import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { anyName, configRows, rowAt, rowsOf } from './rows.ts';

describe('the rows of the configuration', () => {
  test.each(configRows.map((row) => [row.path, row] as const))(
    '%s is described and says what it takes',
    (_path, row) => {
      expect(row.description).toMatch(/^[A-Z].{10,}\.$/s);
      expect(row.accepts).not.toContain('undefined');
    },
  );

  test('every whole number has bounds of its own', () => {
    for (const row of configRows.filter(({ type, path }) => type === 'integer' && path !== 'version')) {
      expect(row.accepts, row.path).toMatch(/^a whole number from \d{1,15} to \d{1,15}$/);
    }
  });

  test('a leaf lacks a default only where absence means something', () => {
    const without = configRows.filter((row) => row.default === undefined).map(({ path }) => path);
    expect(without).toEqual([
      'tools.<name>.enabled',
      'tools.<name>.timeout_sec',
      'tools.<name>.intrusive',
      'tools.<name>.concurrency',
      'tools.<name>.weight',
      'tools.<name>.circuit_breaker.mode',
      'tools.<name>.circuit_breaker.failure_threshold',
      'tools.<name>.circuit_breaker.recovery_timeout',
      'tools.<name>.circuit_breaker.half_open_success_threshold',
      'tools.<name>.circuit_breaker.failure_kinds',
      'metrics.prometheus_port',
      'auth.token',
      'watches.<name>.tool',
      'watches.<name>.arguments',
      'watches.<name>.every',
      'watches.<name>.baseline',
      'watches.<name>.notify',
    ]);
  });

  test('the secrets are these', () => {
    expect(configRows.filter(({ secret }) => secret).map(({ path }) => path)).toEqual([
      'database.url',
      'auth.token',
      'announcements.webhook_url',
      'announcements.webhook_secret',
      'watch_notices.webhook_url',
      'watch_notices.webhook_secret',
    ]);
  });

  test('a path finds its row, an item of a list that of the list, and a stranger none', () => {
    expect(rowAt(['scope', 'allow', 2])?.path).toBe('scope.allow');
    expect(rowAt(['tools', 'nmap', 'enabled'])?.path).toBe(`tools.${anyName}.enabled`);
    expect(rowAt(['scope'])).toBeNull();
    expect(rowAt(['scope', 'alow'])).toBeNull();
  });

  test('rows follow any schema', () => {
    const schema = z.strictObject({ a: z.strictObject({ b: z.boolean().default(true).describe('B.') }) });
    expect(rowsOf(schema)).toEqual([
      {
        path: 'a.b',
        keys: ['a', 'b'],
        env: 'BAILIWICK_A_B',
        type: 'boolean',
        accepts: 'true or false',
        default: true,
        description: 'B.',
        secret: false,
      },
    ]);
  });
});
