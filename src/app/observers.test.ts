import { expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { correlationIdOf, newRunId } from '../kernel/ids.ts';
import type { RunEvent } from '../kernel/run-event.ts';
import { buildResult } from '../pipeline/build-result.ts';
import { createObserver } from './observers.ts';

const random = (count: number): Uint8Array => new Uint8Array(count);
const ids = { runId: newRunId(random), correlationId: correlationIdOf('c-1', random), tool: 'dig' };
const facts = { ...ids, configVersion: 'ab12' };

/** The lines that these events make: level, event and fields. */
function linesOf(events: readonly RunEvent[]) {
  const lines: (readonly unknown[])[] = [];
  const observe = createObserver({ log: (...line) => void lines.push(line) }, null);
  for (const event of events) observe(event);
  return lines;
}

test('a call has exactly one line of level info, with who, how and how long', () => {
  const result = buildResult(facts, 'succeeded', 'Found.', null, {
    returncode: 0,
    execution_time: 0.0123456,
    metadata: { target: '10.0.0.5', argv: ['dig', 'canary'] },
  });
  const lines = linesOf([
    { type: 'queued', ...ids, waiting: 1 },
    { type: 'started', ...ids, queueSec: 0.5 },
    { type: 'progress', ...ids, progress: { done: 1, total: 2, message: 'canary' } },
    { type: 'finished', ...ids, result },
  ]);
  expect(lines.map(([level, event]) => [level, event])).toEqual([
    ['debug', 'run.queued'],
    ['debug', 'run.started'],
    ['trace', 'run.progress'],
    ['info', 'tool.call'],
  ]);
  for (const [, , fields] of lines)
    expect(fields).toMatchObject({ run_id: ids.runId, correlation_id: 'c-1', tool: 'dig' });
  expect(lines.at(-1)?.[2]).toMatchObject({
    status: 'succeeded',
    outcome: 'success',
    execution_time: 0.0123456,
    duration_ms: 12.346,
  });
  expect(JSON.stringify(lines)).not.toMatch(/canary|10\.0\.0\.5/);
});

test('a call that is refused or only planned has its line as well', () => {
  const refused = buildResult(facts, 'refused', 'No.', failure('scope.outside', 'No.'), {});
  const planned = buildResult(facts, 'succeeded', 'Would.', null, { metadata: { dry_run: true } });
  expect(
    linesOf([
      { type: 'refused', ...ids, result: refused },
      { type: 'planned', ...ids, result: planned },
    ]),
  ).toMatchObject([
    ['info', 'tool.call', { outcome: 'denied', code: 'scope.outside', duration_ms: 0 }],
    ['info', 'tool.call', { outcome: 'success', code: null }],
  ]);
});
