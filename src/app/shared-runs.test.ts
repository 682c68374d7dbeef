import { expect, test } from 'vitest';
import type { CallResult } from '../kernel/call-result.ts';
import { failure } from '../kernel/failure.ts';
import { correlationIdOf, newRunId } from '../kernel/ids.ts';
import { buildResult } from '../pipeline/build-result.ts';
import type { StopReason } from '../pipeline/ports.ts';
import type { CallRequest, Run } from '../pipeline/run.ts';
import { shareRuns } from './shared-runs.ts';

const request = (change: Partial<CallRequest> = {}): CallRequest => ({
  tool: 'scan',
  input: { target: '10.0.0.5', ports: '22' },
  caller: { channel: 'http', principal: 'ada', client: null },
  ...change,
});

interface Started {
  readonly finish: () => void;
  readonly stopped: Promise<StopReason>;
}

const random = (count: number): Uint8Array => crypto.getRandomValues(new Uint8Array(count));

function sharing(isShared = true) {
  const calls: Started[] = [];
  const begin = ({ tool, caller }: CallRequest): Run => {
    const facts = {
      runId: newRunId(random),
      correlationId: correlationIdOf(undefined, random),
      tool,
      configVersion: '',
    };
    const { promise, resolve } = Promise.withResolvers<CallResult>();
    const stopped = Promise.withResolvers<StopReason>();
    const finish = (): void => resolve(buildResult(facts, 'succeeded', 'Done.', null));
    calls.push({ finish, stopped: stopped.promise });
    return {
      id: facts.runId,
      correlationId: facts.correlationId,
      principal: caller.principal,
      standing: () => buildResult(facts, 'running', '', null),
      onProgress: () => () => undefined,
      stop: (reason) => {
        stopped.resolve(reason);
        resolve(buildResult(facts, 'cancelled', 'Stopped.', failure('run.cancelled', 'Stopped.')));
      },
      result: promise,
    };
  };
  const call = (at: number): Started => {
    const found = calls[at];
    if (found === undefined) throw new Error('there is no such call');
    return found;
  };
  return { start: shareRuns(begin, () => isShared), calls, call };
}

test('identical calls that are under way share a run, whatever the order of their arguments, and the later ones are told so', async () => {
  const { start, calls, call } = sharing();
  const first = start(request());
  const second = start(request({ input: { ports: '22', target: '10.0.0.5' } }));
  expect([calls.length, second.id]).toEqual([1, first.id]);
  call(0).finish();
  expect((await first.result).metadata.notes).toEqual([]);
  expect((await second.result).metadata.notes).toEqual([
    'An identical call was under way: this is the result of its run.',
  ]);
  start(request());
  expect(calls).toHaveLength(2);
});

test.each<[string, Partial<CallRequest>]>([
  ['another tool', { tool: 'probe' }],
  ['other arguments', { input: { target: '10.0.0.6', ports: '22' } }],
  ['another correlation id', { correlationId: 'c-1' }],
  ['another principal', { caller: { channel: 'http', principal: 'bob', client: null } }],
  ['a dry run', { dryRun: true }],
])('%s is another run', (_, change) => {
  const { start, calls } = sharing();
  start(request());
  start(request(change));
  expect(calls).toHaveLength(2);
});

test('where calls are not to be shared each has its run', () => {
  const { start, calls } = sharing(false);
  start(request());
  start(request());
  expect(calls).toHaveLength(2);
});

test('whoever gives up leaves the run to the others, and the last one stops it', async () => {
  const { start, call } = sharing();
  const [first, second] = [start(request()), start(request())];
  let stopped: string | null = null;
  void call(0).stopped.then((reason) => (stopped = reason));
  first.stop('cancelled');
  first.stop('cancelled');
  expect(await first.result).toMatchObject({ status: 'cancelled', error: { code: 'run.cancelled' } });
  expect(stopped).toBeNull();
  second.stop('client_gone');
  expect(await second.result).toMatchObject({ status: 'cancelled' });
  expect(stopped).toBe('client_gone');
});

test('a run that nobody waits for any more is not joined', () => {
  const { start, calls } = sharing();
  start(request()).stop('cancelled');
  start(request());
  expect(calls).toHaveLength(2);
});
