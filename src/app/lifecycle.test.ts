import { expect, test } from 'vitest';
import { correlationIdOf, newRunId } from '../kernel/ids.ts';
import { buildResult } from '../pipeline/build-result.ts';
import type { StopReason } from '../pipeline/ports.ts';
import type { Run } from '../pipeline/run.ts';
import { createLifecycle } from './lifecycle.ts';

const random = (count: number): Uint8Array => new Uint8Array(count);

/** A run that ends a moment after it is told to stop. */
function stoppable(stops: StopReason[]): Run {
  const facts = {
    runId: newRunId(random),
    correlationId: correlationIdOf(undefined, random),
    tool: 'stub',
    configVersion: 'v1',
  };
  const { promise, resolve } = Promise.withResolvers<Awaited<Run['result']>>();
  return {
    id: facts.runId,
    correlationId: facts.correlationId,
    onProgress: () => () => {},
    stop: (reason) => {
      stops.push(reason);
      setImmediate(() => {
        resolve(buildResult(facts, 'cancelled', '', null));
      });
    },
    result: promise,
  };
}

test('closing stops what runs, and releases once, when the last run has ended', async () => {
  const stops: StopReason[] = [];
  const log: string[] = [];
  const lifecycle = createLifecycle(async () => {
    log.push('released');
  });
  const run = lifecycle.keep(stoppable(stops));
  void run.result.then(() => log.push('ended'));
  await Promise.all([lifecycle.close(), lifecycle.close()]);
  expect(stops).toEqual(['shutdown']);
  expect(log).toEqual(['ended', 'released']);
});

test('draining is told at once, before anything has ended', () => {
  const lifecycle = createLifecycle(async () => {});
  expect(lifecycle.draining()).toBe(false);
  void lifecycle.drain();
  expect(lifecycle.draining()).toBe(true);
});

test('a run that has settled is not stopped later', async () => {
  const stops: StopReason[] = [];
  const lifecycle = createLifecycle(async () => {});
  const run = lifecycle.keep(stoppable([]));
  run.stop('cancelled');
  await run.result;
  await lifecycle.drain();
  expect(stops).toEqual([]);
});
