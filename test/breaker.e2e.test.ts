import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from 'vitest';
import { openLab } from '../src/exec/fixtures/lab.ts';
import type { CallResult } from '../src/kernel/call-result.ts';
import { openStubFolder, serverWith } from './stub-server.ts';

const stubs = openStubFolder();
const { folder, lab, tool, put, starts } = stubs;
afterAll(stubs.close);

/** Targets hold nobody up here: what is tested stands before them or behind them. */
const scope = { max_concurrent_per_target: 64, max_calls_per_target_per_minute: 100_000 };
const serve = (script: string, breaker: Readonly<Record<string, unknown>> = {}, on = lab) => {
  const server = serverWith(on, [tool('stub', script)], { scope, circuit_breaker: breaker });
  const failures = (): number => server.breakers.get('stub')?.stats().failureCount ?? -1;
  return { ...server, failures, state: () => server.breakers.get('stub')?.state() };
};
const codeOf = ({ error }: CallResult): string | null => error?.code ?? null;

describe('what counts against a tool, one real program for each', () => {
  test.each([
    ['an exit code that means a broken program', 'exit 10', 'tool.failed'],
    ['a signal that bailiwick did not send', 'kill -SEGV $$', 'tool.failed'],
    ['output that cannot be read', 'echo garbage', 'tool.output'],
  ])('%s is a failure', async (_, script, code) => {
    const { call, failures } = serve(script);
    expect([codeOf(await call('stub')), failures()]).toEqual([code, 1]);
  });

  test('a program whose interpreter is missing, and one that may not be executed, are failures', async () => {
    const { call, failures } = serve('');
    put('stub', '', '#!/nonexistent/interpreter');
    expect([codeOf(await call('stub')), failures()]).toEqual(['tool.missing', 1]);
    chmodSync(put('stub', ''), 0o600);
    expect([codeOf(await call('stub')), failures()]).toEqual(['tool.missing', 2]);
  });

  test('a run whose private folder cannot be made is a failure', async () => {
    const homeless = openLab({ searchPath: [folder], tmpRoot: join(folder, 'missing') });
    const { call, failures } = serve('', {}, homeless);
    expect([codeOf(await call('stub')), failures()]).toEqual(['sandbox.unavailable', 1]);
    await homeless.close().catch(() => undefined);
  });

  test.each([
    ['a result', 'exit 0'],
    ['“nothing found”, where the tool says so by its code,', 'exit 3'],
  ])('%s is a success: the count starts again', async (_, script) => {
    const { call, failures } = serve('exit 10');
    await call('stub');
    expect(failures()).toBe(1);
    put('stub', script);
    expect([codeOf(await call('stub')), failures()]).toEqual([null, 0]);
  });
});

describe('A3: what says nothing about a tool leaves the count as it is', () => {
  test('any other exit code, ten times', async () => {
    const { call, failures, state } = serve('exit 1', { failure_threshold: 1 });
    for (let times = 0; times < 10; times += 1) {
      // oxlint-disable-next-line no-await-in-loop -- in a row
      expect(codeOf(await call('stub'))).toBe('tool.failed');
    }
    expect([failures(), state(), starts('stub') >= 10]).toEqual([0, 'closed', true]);
  });

  test('our deadline, unless it is configured to count', async () => {
    const ignoring = serve('sleep 20', { failure_threshold: 1 });
    const counting = serve('sleep 20', { failure_threshold: 1, failure_kinds: ['timeout'] });
    const both = [ignoring, counting].map(({ call }) => call('stub', '127.0.0.1', { timeout_sec: 1 }));
    expect((await Promise.all(both)).map(codeOf)).toEqual(['tool.timeout', 'tool.timeout']);
    expect([ignoring.failures(), ignoring.state()]).toEqual([0, 'closed']);
    expect([counting.failures(), counting.state()]).toEqual([1, 'open']);
  });

  test('a caller who cancels, and a shutdown', async () => {
    const { start, untilStarted, failures, state } = serve('sleep 20', { failure_threshold: 1 });
    for (const [index, reason] of (['cancelled', 'client_gone', 'shutdown'] as const).entries()) {
      const run = start('stub');
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await untilStarted(index + 1);
      run.stop(reason);
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(codeOf(await run.result)).toBe('run.cancelled');
    }
    expect([failures(), state()]).toEqual([0, 'closed']);
  });

  test('a target outside the scope, an input that is wrong, and an argument that is refused, ten times each', async () => {
    const { call, failures, state, started } = serve('exit 10', { failure_threshold: 1 });
    const wrong = Array.from({ length: 10 }, async () => [
      codeOf(await call('stub', '10.0.0.1')),
      codeOf(await call('stub', '127.0.0.1', { nonsense: 1 })),
      codeOf(await call('stub', '127.0.0.1', { extra_args: '-x' })),
    ]);
    for (const codes of await Promise.all(wrong)) {
      expect(codes[0]).toBe('scope.outside');
      expect(codes).not.toContain(null);
    }
    expect([failures(), state(), started()]).toEqual([0, 'closed', 0]);
  });
});

test('A2: after as many failed starts as the threshold says, the next call is refused within 5 ms and starts no process', async () => {
  const { call } = serve('', { failure_threshold: 3 });
  put('stub', '', '#!/nonexistent/interpreter');
  for (let times = 0; times < 3; times += 1) {
    // oxlint-disable-next-line no-await-in-loop -- in a row
    expect(codeOf(await call('stub'))).toBe('tool.missing');
  }
  // It would run now, and note that it did.
  rmSync(join(folder, 'stub.log'), { force: true });
  put('stub', 'exit 0');
  const took: number[] = [];
  for (let times = 0; times < 5; times += 1) {
    const before = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- each is measured alone
    const refused = await call('stub');
    took.push(performance.now() - before);
    expect(refused).toMatchObject({ status: 'refused', error: { code: 'breaker.open', retryable: true } });
    expect(refused.error?.retry_after_sec).toBeGreaterThan(0);
  }
  // The best of five: what else the machine does is not what is measured.
  expect(Math.min(...took)).toBeLessThan(5);
  expect(existsSync(join(folder, 'stub.log'))).toBe(false);
});

test.each([1, 2])(
  'A4: of 50 calls at once to a half-open breaker, as many are started as may be on trial (%i), and the others are refused at once',
  async (probes) => {
    const gate = join(folder, `gate${probes}`);
    const { call, state, untilStarted } = serve('exit 10', {
      failure_threshold: 1,
      recovery_timeout: 1,
      half_open_success_threshold: probes,
    });
    await call('stub');
    expect(state()).toBe('open');
    await sleep(1050);
    writeFileSync(gate, '');
    put('stub', `while [ -e ${gate} ]; do sleep 0.02; done; echo well`);
    const before = starts('stub');
    let answered = 0;
    const calls = Array.from({ length: 50 }, async () => {
      const result = await call('stub');
      answered += 1;
      return result;
    });
    await untilStarted(1 + probes);
    // The trials hang; whoever is not one of them must have its answer without them.
    await expect.poll(() => answered, { timeout: 2000, interval: 20 }).toBe(50 - probes);
    expect(state()).toBe('half_open');
    rmSync(gate);
    const codes = (await Promise.all(calls)).map(codeOf);
    expect(codes.filter((code) => code === null)).toHaveLength(probes);
    expect(codes.filter((code) => code === 'breaker.open' || code === 'limit.busy')).toHaveLength(
      50 - probes,
    );
    expect([starts('stub') - before, state()]).toEqual([probes, 'closed']);
  },
);

test('a target where three calls in a row met their deadline is left alone by that tool, and no other target is', async () => {
  const { call, state } = serve('case "$2" in 127.0.0.9) sleep 20;; esac', { target_timeout_threshold: 3 });
  const slow = Array.from({ length: 3 }, () => call('stub', '127.0.0.9', { timeout_sec: 1 }));
  for (const result of await Promise.all(slow)) expect(codeOf(result)).toBe('tool.timeout');
  const refused = await call('stub', '127.0.0.9', { timeout_sec: 1 });
  expect(refused.error).toMatchObject({ code: 'breaker.open', retry_after_sec: 60 });
  expect(refused.error?.message).toContain('stub at 127.0.0.9');
  expect([codeOf(await call('stub', '127.0.0.8')), state()]).toEqual([null, 'closed']);
});
