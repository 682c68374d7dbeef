import { expect, test } from 'vitest';
import type { RunStatus } from '../../kernel/call-result.ts';
import { failure } from '../../kernel/failure.ts';
import { correlationIdOf, newRunId } from '../../kernel/ids.ts';
import { buildResult } from '../../pipeline/build-result.ts';
import type { RunFacts } from '../../store/runs/run-facts.ts';
import { declaresTasks } from './declares-tasks.ts';
import { taskOf } from './task-of.ts';

const random = (count: number): Uint8Array => new Uint8Array(count);
const runId = newRunId(random);
const named = { runId, correlationId: correlationIdOf('c-1', random), tool: 'nmap', configVersion: '' };
const facts: RunFacts = {
  id: runId,
  createdAt: 1000,
  finishedAt: 5000,
  channel: 'http',
  principal: 'ada',
  client: null,
  correlationId: 'c-1',
  tool: 'nmap',
  target: '10.0.0.5',
  state: 'running',
  code: null,
  summary: null,
};

const statusAs = (status: RunStatus) => {
  const why = status === 'succeeded' || status === 'running' ? null : failure('tool.failed', 'No.');
  const ended = { ...facts, finishedAt: status === 'running' ? null : facts.finishedAt };
  return taskOf(ended, buildResult(named, status, 'It is so.', why), 9000);
};

test.each<[RunStatus, string, boolean | null]>([
  ['running', 'working', null],
  ['succeeded', 'completed', false],
  ['failed', 'completed', true],
  ['timed_out', 'completed', true],
  ['refused', 'completed', true],
  ['cancelled', 'cancelled', null],
])('a run that is %s is a task that is %s', (status, state, isError) => {
  const task = statusAs(status);
  expect(task).toMatchObject({
    taskId: runId,
    status: state,
    statusMessage: 'It is so.',
    createdAt: '1970-01-01T00:00:01.000Z',
    lastUpdatedAt: status === 'running' ? '1970-01-01T00:00:09.000Z' : '1970-01-01T00:00:05.000Z',
    ttlMs: null,
  });
  expect(Object(task['result'])['isError'] ?? null).toBe(isError);
});

test('a client understands tasks where its request says so, and nowhere else', () => {
  const capabilities = (value: unknown) => ({ 'io.modelcontextprotocol/clientCapabilities': value });
  const extension = { 'io.modelcontextprotocol/tasks': {} };
  expect(declaresTasks(capabilities({ extensions: extension }))).toBe(true);
  for (const envelope of [
    undefined,
    {},
    capabilities(null),
    capabilities({ extensions: null }),
    capabilities({ extensions: { 'io.modelcontextprotocol/tasks': true } }),
    capabilities(extension),
    { extensions: extension },
  ])
    expect(declaresTasks(envelope)).toBe(false);
});
