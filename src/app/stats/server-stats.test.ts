import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { RunStatus } from '../../kernel/call-result.ts';
import { failure } from '../../kernel/failure.ts';
import { correlationIdOf, newRunId } from '../../kernel/ids.ts';
import type { RunEvent } from '../../kernel/run-event.ts';
import { buildResult } from '../../pipeline/build-result.ts';
import { createServerStats, type ServerStats } from './server-stats.ts';

const zeros = (count: number): Uint8Array => new Uint8Array(count);
const ids = { runId: newRunId(zeros), correlationId: correlationIdOf('c', zeros), tool: 'dig' };
const clock = { now: 0, monotonicMs: () => clock.now, wallMs: () => 1_000_000_000_000 + clock.now };

const ended = (
  type: 'finished' | 'refused' | 'planned',
  status: RunStatus,
  seconds = 0,
  tool = 'dig',
): RunEvent => {
  const facts = { ...ids, tool, configVersion: 'abc' };
  const why = status === 'succeeded' ? null : failure('tool.failed', 'No.');
  return { ...ids, tool, type, result: buildResult(facts, status, '', why, { execution_time: seconds }) };
};

const make = (): ServerStats => {
  clock.now = 0;
  return createServerStats(['dig', 'nmap'], clock);
};

test('a server that has done nothing has zeros, and no last time', () => {
  const { tools, system } = make().read();
  expect(Object.keys(tools)).toEqual(['dig', 'nmap']);
  expect(tools['dig']).toEqual({
    execution_count: 0,
    success_count: 0,
    failure_count: 0,
    timeout_count: 0,
    cancelled_count: 0,
    refused_count: 0,
    success_rate: 0,
    average_execution_time: 0,
    min_execution_time: 0,
    max_execution_time: 0,
    last_execution_time: null,
  });
  expect(system).toEqual({
    uptime_seconds: 0,
    uptime_formatted: '0 s',
    request_count: 0,
    error_count: 0,
    error_rate: 0,
    active_connections: 0,
    start_time: '2001-09-09T01:46:40.000Z',
  });
});

test('runs are counted by how they ended, and timed; what is refused or planned is no run', () => {
  const stats = make();
  stats.observe(ended('finished', 'succeeded', 1));
  stats.observe(ended('finished', 'succeeded', 2));
  stats.observe(ended('finished', 'failed', 6));
  clock.now = 5000;
  stats.observe(ended('finished', 'timed_out', 3));
  stats.observe(ended('finished', 'cancelled', 0));
  clock.now = 9000;
  stats.observe(ended('refused', 'refused'));
  stats.observe(ended('planned', 'succeeded'));
  expect(stats.read().tools['dig']).toEqual({
    execution_count: 5,
    success_count: 2,
    failure_count: 2,
    timeout_count: 1,
    cancelled_count: 1,
    refused_count: 1,
    success_rate: 50,
    average_execution_time: 2.4,
    min_execution_time: 0,
    max_execution_time: 6,
    last_execution_time: '2001-09-09T01:46:45.000Z',
  });
  expect(stats.read().tools['nmap']).toMatchObject({ execution_count: 0, refused_count: 0 });
});

test('requests, failed ones, connections and the time since the start are told', () => {
  const stats = make();
  for (const failed of [false, false, true, false]) stats.request(failed);
  for (const change of [1, 1, -1] as const) stats.connection(change);
  clock.now = (((24 + 2) * 60 + 3) * 60 + 4) * 1000;
  expect(stats.read().system).toMatchObject({
    uptime_seconds: 93_784,
    uptime_formatted: '1 d 2 h 3 min 4 s',
    request_count: 4,
    error_count: 1,
    error_rate: 25,
    active_connections: 1,
  });
});

test('names that strangers choose are not kept', () => {
  const stats = make();
  for (const tool of ['__proto__', 'stranger', 'toString'])
    stats.observe(ended('refused', 'refused', 0, tool));
  expect(Object.keys(stats.read().tools)).toEqual(['dig', 'nmap']);
});

test('whatever times are told, statistics are finite, not negative, and in order', () => {
  fc.assert(
    fc.property(fc.array(fc.double()), (seconds) => {
      const stats = make();
      for (const each of seconds) stats.observe(ended('finished', 'succeeded', each));
      const told = stats.read().tools['dig'];
      const { min_execution_time: least = -1, max_execution_time: most = -1 } = told ?? {};
      expect(least).toBeGreaterThanOrEqual(0);
      expect(most).toBeGreaterThanOrEqual(least);
      expect(most).toBeLessThan(Infinity);
      expect(told).toMatchObject({ execution_count: seconds.length });
    }),
  );
});
