import { expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { correlationIdOf, newRunId } from '../kernel/ids.ts';
import { err, ok } from '../kernel/result.ts';
import { buildResult } from '../pipeline/build-result.ts';
import { loggedAudit } from './logged-audit.ts';

const random = (count: number): Uint8Array => new Uint8Array(count);
const runId = newRunId(random);
const facts = { runId, correlationId: correlationIdOf('c', random), tool: 'dig', configVersion: 'ab' };
const record = { runId, result: buildResult(facts, 'succeeded', 'Found.', null, {}), outputs: [] };

test('a record that could not be written is told in the log, and the failure goes on to the caller', async () => {
  const lines: (readonly unknown[])[] = [];
  const logger = { log: (...line: readonly unknown[]) => void lines.push(line) };
  const full = err(failure('store.unavailable', 'The disk is full.'));
  const audit = loggedAudit({ decision: async () => ok({ seq: 1 }), outcome: async () => full }, logger);
  expect(await audit.outcome(record)).toBe(full);
  expect(lines).toEqual([['error', 'audit.failed', { run_id: runId, why: 'The disk is full.' }]]);
});

test('a record that was written is no line', async () => {
  const lines: unknown[] = [];
  const written = ok({ seq: 1, notes: [] });
  const audit = loggedAudit(
    { decision: async () => written, outcome: async () => written },
    { log: (level) => void lines.push(level) },
  );
  expect([await audit.outcome(record), lines]).toEqual([written, []]);
});
