import { expect, test } from 'vitest';
import { manualClock } from '../kernel/fixtures/manual-clock.ts';
import { correlationIdOf, newRunId } from '../kernel/ids.ts';
import { buildResult } from '../pipeline/build-result.ts';
import type { StopReason } from '../pipeline/ports.ts';
import type { Run } from '../pipeline/run.ts';
import { createLifecycle, type Lifecycle } from './lifecycle.ts';

let last = 0;
const fresh = (count: number): Uint8Array => new Uint8Array(count).fill((last += 1));

/** A server's life with what it did, in order, and runs that end when they are told to, or by `end`. */
function live(waits = { delayMs: 0, graceMs: 30_000 }) {
  const log: string[] = [];
  const clock = manualClock();
  const life = createLifecycle({
    clock,
    waits: () => waits,
    idle: () => log.push('idle'),
    release: async () => {
      log.push('released');
    },
  });
  const run = (name: string, { isStarted = true } = {}) => {
    const facts = {
      runId: newRunId(fresh),
      correlationId: correlationIdOf(undefined, fresh),
      tool: 'stub',
      configVersion: 'v1',
    };
    const { promise, resolve } = Promise.withResolvers<Awaited<Run['result']>>();
    const end = (): void => resolve(buildResult(facts, 'succeeded', '', null));
    const stop = (reason: StopReason): void => {
      log.push(`${name} ${reason}`);
      setImmediate(end);
    };
    const { runId: id, correlationId } = facts;
    const standing = () => buildResult(facts, 'running', '', null);
    life.keep({
      id,
      correlationId,
      principal: 'local',
      standing,
      onProgress: () => () => undefined,
      stop,
      result: promise,
    });
    void promise.then(() => log.push(`${name} ended`));
    if (isStarted) life.observe({ type: 'started', ...facts, queueSec: 0 });
    return { end };
  };
  return { life, log, clock, run };
}

const phaseOf = (life: Lifecycle): string =>
  life.refusing() ? 'refusing' : life.leaving() ? 'leaving' : 'serving';
const turns = async (): Promise<void> => {
  await new Promise(setImmediate);
  await new Promise(setImmediate);
};

test('a drain is told at once, refuses who waits, and gives what runs its grace', async () => {
  const { life, log, clock, run } = live();
  const running = run('running');
  run('waiting', { isStarted: false });
  const drained = life.drain();
  expect(phaseOf(life)).toBe('refusing');
  expect(log).toEqual(['waiting shutdown']);
  clock.advance(29_999);
  await turns();
  expect(log).toEqual(['waiting shutdown', 'waiting ended']);
  running.end();
  await drained;
  expect(log).toEqual(['waiting shutdown', 'waiting ended', 'running ended', 'idle']);
});

test('what still runs at the end of its grace is stopped, and only when it is gone is the server idle', async () => {
  const { life, log, clock, run } = live();
  run('running');
  const drained = life.drain();
  clock.advance(30_000);
  await drained;
  expect(log).toEqual(['running shutdown', 'running ended', 'idle']);
});

test('during the delay all goes on, but whoever asks is told', async () => {
  const { life, log, clock, run } = live({ delayMs: 5_000, graceMs: 0 });
  run('running');
  const drained = life.drain();
  expect(phaseOf(life)).toBe('leaving');
  clock.advance(4_999);
  await turns();
  expect(phaseOf(life)).toBe('leaving');
  expect(log).toEqual([]);
  clock.advance(1);
  await drained;
  expect(phaseOf(life)).toBe('refusing');
  expect(log).toEqual(['running shutdown', 'running ended', 'idle']);
});

test('whoever hurries ends every wait, that under way and those to come', async () => {
  const { life, log, clock, run } = live({ delayMs: 5_000, graceMs: 30_000 });
  run('running');
  const drained = life.drain();
  life.hurry();
  await drained;
  expect(log).toEqual(['running shutdown', 'running ended', 'idle']);
  expect(clock.pending()).toBe(0);
});

test('closing waits for nothing, and releases once, when the last run has ended', async () => {
  const { life, log, run } = live();
  run('running');
  await Promise.all([life.close(), life.close()]);
  expect(log).toEqual(['running shutdown', 'running ended', 'idle', 'released']);
});

test('a run that has settled is not stopped later', async () => {
  const { life, log, run } = live({ delayMs: 0, graceMs: 0 });
  run('running').end();
  await turns();
  await life.drain();
  expect(log).toEqual(['running ended', 'idle']);
});
