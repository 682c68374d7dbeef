import { expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { executionOf, stage } from './fixtures/stage.ts';
import type { Pipeline } from './pipeline.ts';
import type { Execution } from './ports.ts';
import { startRun } from './start-run.ts';

const call = (pipeline: Pipeline, tool = 'stub') =>
  startRun(pipeline, {
    tool,
    input: {},
    caller: { channel: 'library', principal: 'local', client: null },
  });
const tooFast = failure('limit.rate', 'Too fast.', { retryAfterSec: 3 });

test('a call that comes too fast is refused before the breaker is asked, and before the line', async () => {
  const { pipeline, breaker, log } = stage({ tooFast });
  breaker.isolate('ill', null);
  expect((await call(pipeline).result).error).toMatchObject({ code: 'limit.rate', retry_after_sec: 3 });
  expect(log).toEqual(['decision deny', 'refused']);
});

test('a call that is refused for its input is counted by no rate', async () => {
  const { pipeline } = stage({ tooFast });
  expect((await call(pipeline, 'nothing').result).error?.code).toBe('input.invalid');
});

test('an open breaker refuses before the line is entered', async () => {
  const { pipeline, breaker, log } = stage();
  breaker.isolate('ill', null);
  expect((await call(pipeline).result).error?.code).toBe('breaker.open');
  expect(log).toEqual(['decision deny', 'refused']);
});

test('a call that waits in line holds no trial, and is given one when it has its place', async () => {
  const gates: (() => void)[] = [];
  const { pipeline, breaker, running } = stage({
    run: () =>
      new Promise<Execution>((resolve) => {
        gates.push(() => resolve(executionOf({ kind: 'exited', code: 0 })));
      }),
  });
  const turn = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 5));
  const first = call(pipeline);
  await turn();
  breaker.open('to see a trial', 1);
  await turn();
  const second = call(pipeline);
  await turn();
  expect([running(), breaker.stats().phase, breaker.stats().trials]).toEqual([1, 'half_open', 0]);
  gates[0]?.();
  await first.result;
  await turn();
  expect([running(), breaker.stats().trials]).toEqual([1, 1]);
  gates[1]?.();
  expect((await second.result).status).toBe('succeeded');
  expect(breaker.state()).toBe('closed');
});

test('kinds that are configured count, as they come out of the whole path', async () => {
  const ends = { kind: 'timed_out' } as const;
  const ignoring = stage({ run: async () => executionOf(ends) });
  await call(ignoring.pipeline).result;
  const counting = stage({ run: async () => executionOf(ends), counted: ['timeout'] });
  await call(counting.pipeline).result;
  expect([ignoring.breaker, counting.breaker].map((breaker) => breaker.stats().failureCount)).toEqual([0, 1]);
});
