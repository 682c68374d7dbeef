import { expect, test } from 'vitest';
import { createLogger } from './logger.ts';

test('lines are counted by level, and what lies below the level in force is none', async () => {
  const logger = createLogger('fatal');
  logger.log('error', 'internal.error');
  logger.log('trace', 'tool.call');
  expect(logger.lines()).toEqual({ trace: 0, debug: 0, info: 0, warn: 0, error: 0, fatal: 0 });
  logger.log('fatal', 'internal.error', { note: 'one line of a test' });
  expect(logger.lines()).toMatchObject({ error: 0, fatal: 1 });
  await logger.close();
});
