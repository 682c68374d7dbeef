import { expect, test } from 'vitest';
import { configSchema } from '../config/schema.ts';
import { dig } from '../tools/catalogue/dig.ts';
import { ping } from '../tools/catalogue/ping.ts';
import { limitsOfTool } from './limits-of-tool.ts';

test('a tool says its own limits, and what it does not say is that of every tool', () => {
  const config = configSchema.parse({ version: 1 });
  expect(limitsOfTool(config, dig)).toEqual({
    concurrency: 4,
    timeoutSec: 15,
    stdoutBytes: 65_536,
    stderrBytes: 262_144,
  });
  expect(limitsOfTool(config, { name: 'other', limits: {} })).toEqual({
    concurrency: 2,
    timeoutSec: 300,
    stdoutBytes: 1_048_576,
    stderrBytes: 262_144,
  });
});

test('the operator decides about one tool, and nothing outlives what any call may run', () => {
  const config = configSchema.parse({
    version: 1,
    security: { timeout_seconds: 60 },
    tools: { dig: { timeout_sec: 7, concurrency: 1 }, ping: { timeout_sec: 90 } },
  });
  expect(limitsOfTool(config, dig)).toMatchObject({ concurrency: 1, timeoutSec: 7 });
  expect(limitsOfTool(config, ping)).toMatchObject({ timeoutSec: 60 });
});
