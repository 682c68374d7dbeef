import { describe, expect, test } from 'vitest';
import { failure } from '../kernel/failure.ts';
import { err, ok } from '../kernel/result.ts';
import { executionOf, stage } from './fixtures/stage.ts';
import type { Pipeline } from './pipeline.ts';
import type { Caller, Execution, Job } from './ports.ts';
import { startRun } from './start-run.ts';

const caller: Caller = { channel: 'library', principal: 'local', client: null };
const start = (pipeline: Pipeline, input: unknown = {}, tool = 'stub') =>
  startRun(pipeline, { tool, input, caller });

describe('the one path of a call', () => {
  test('the decision is recorded before anything runs, and the outcome before the caller hears of it', async () => {
    const { pipeline, log, outcomes } = stage();
    const result = await start(pipeline).result;
    expect(log).toEqual(['queued', 'decision allow', 'started', 'run', 'outcome', 'finished']);
    expect(result).toMatchObject({ status: 'succeeded', returncode: 0, execution_time: 0.5, error: null });
    expect(outcomes[0]?.result.run_id).toBe(result.run_id);
  });

  test('where the decision cannot be recorded, nothing runs', async () => {
    const { pipeline, log, running } = stage({ decisionFails: true });
    const result = await start(pipeline).result;
    expect(log).toEqual(['queued', 'decision allow', 'refused']);
    expect(result).toMatchObject({ status: 'failed', error: { code: 'store.unavailable', retryable: true } });
    expect(running()).toBe(0);
  });

  test('where the outcome cannot be recorded, the result says so', async () => {
    const { pipeline } = stage({ outcomeFails: true });
    const { metadata } = await start(pipeline).result;
    expect(metadata.notes.join(' ')).toContain('could not be written to the audit log');
  });

  test('a refusal by policy starts nothing and is recorded with its rule', async () => {
    const rule = { text: 'scope.deny = 10.0.0.5', at: 'config.yaml:3:5' };
    const outside = failure('scope.denied', 'No.', { field: 'target', rule });
    const { pipeline, log, decisions } = stage({ plan: () => err(outside) });
    const result = await start(pipeline, { target: '10.0.0.5' }).result;
    expect(log).toEqual(['decision deny', 'refused']);
    expect(decisions[0]).toMatchObject({
      code: 'scope.denied',
      target: '10.0.0.5',
      rule: `${rule.text} (${rule.at})`,
    });
    expect(result).toMatchObject({
      status: 'refused',
      error: { error_type: 'policy_denied', retryable: false },
    });
  });

  test('a name that does not resolve ends the call', async () => {
    const { pipeline, log } = stage({
      names: ['db.lab.internal'],
      resolve: async () => err(failure('scope.unresolved', 'No such name.')),
    });
    expect((await start(pipeline).result).error?.code).toBe('scope.unresolved');
    expect(log).not.toContain('run');
  });

  test('an unknown tool and a missing program are recorded refusals', async () => {
    const { pipeline, decisions } = stage({ located: err(failure('tool.missing', 'Gone.')) });
    expect((await start(pipeline, {}, 'x').result).error?.code).toBe('input.invalid');
    expect(await start(pipeline).result).toMatchObject({ status: 'failed', returncode: 127 });
    expect(decisions.map(({ decision, code }) => `${decision} ${code}`)).toEqual([
      'deny input.invalid',
      'deny tool.missing',
    ]);
  });

  test('a dry run tells the command line and starts nothing', async () => {
    const { pipeline, log } = stage();
    const result = await start(pipeline, 'dry').result;
    expect(log).toEqual(['decision allow', 'planned']);
    expect(result).toMatchObject({ status: 'succeeded', metadata: { dry_run: true, argv: ['/bin/stub'] } });
  });
});

test('an event of a call has its trace, and one of a call that came too fast what it was counted for', async () => {
  const { pipeline, events } = stage({ tooFast: failure('limit.rate', 'No.', { rateScope: 'subnet' }) });
  await startRun(pipeline, { tool: 'stub', input: {}, caller, traceId: 'ab' }).result;
  expect(events).toMatchObject([{ type: 'refused', traceId: 'ab', rateScope: 'subnet' }]);
});

describe('the end of a run', () => {
  test('a time-out keeps what was printed and says that it is partial', async () => {
    const { pipeline } = stage({ run: async () => executionOf({ kind: 'timed_out' }, 'half') });
    const result = await start(pipeline).result;
    expect(result).toMatchObject({
      status: 'timed_out',
      timed_out: true,
      returncode: 124,
      result: { said: 'half' },
    });
    expect(result.error?.code).toBe('tool.timeout');
  });

  test('a result that cannot be read fails the call and shows the output, marked as untrusted', async () => {
    const parse = () => err(failure('tool.output', 'Not the expected form.'));
    const { pipeline } = stage({
      parse,
      run: async () => executionOf({ kind: 'exited', code: 0 }, '\u001b[2Jx'),
    });
    const { status, metadata } = await start(pipeline).result;
    expect(status).toBe('failed');
    expect(metadata.untrusted_output).toEqual({ stdout: String.raw`\x1b[2Jx`, stderr: 'stub says' });
    expect(metadata.untrusted_fields).toContain('metadata.untrusted_output.stdout');
  });

  test('text of a target is cleaned in the result and named as untrusted', async () => {
    const { pipeline } = stage({ run: async () => executionOf({ kind: 'exited', code: 0 }, 'a\u202eb') });
    const { result, metadata } = await start(pipeline).result;
    expect(result).toEqual({ said: String.raw`a\u{202e}b` });
    expect(metadata.untrusted_fields).toEqual(['result.said']);
  });

  test('failures of the program open the breaker, and then nothing is started', async () => {
    const { pipeline, log } = stage({ run: async () => executionOf({ kind: 'exited', code: 1 }) });
    for (const _ of [1, 2]) await start(pipeline).result; // oxlint-disable-line no-await-in-loop -- in order
    const result = await start(pipeline).result;
    expect(result).toMatchObject({ status: 'refused', error: { code: 'breaker.open', retry_after_sec: 60 } });
    expect(log.filter((step) => step === 'run')).toHaveLength(2);
  });

  test('a bug in the executor is one internal result, a told end, and a free place', async () => {
    const { pipeline, log, bugs, running } = stage({ run: () => Promise.reject(new Error('oops')) });
    const result = await start(pipeline).result;
    expect(result).toMatchObject({ status: 'failed', error: { code: 'internal', error_type: 'unknown' } });
    expect(JSON.stringify(result)).not.toContain('oops');
    expect(log.slice(-2)).toEqual(['outcome', 'finished']);
    expect(bugs).toHaveLength(1);
    expect(running()).toBe(0);
  });

  test('a bug in the parser is one internal result as well', async () => {
    const { pipeline, bugs, running } = stage({
      parse: () => {
        throw new TypeError('oops');
      },
    });
    expect((await start(pipeline).result).error?.code).toBe('internal');
    expect(bugs).toHaveLength(1);
    expect(running()).toBe(0);
  });
});

describe('stopping', () => {
  const untilStopped = ({ signal }: Job): Promise<Execution> =>
    new Promise((resolve) => {
      signal.addEventListener('abort', () => {
        resolve(
          executionOf({ kind: 'stopped', reason: signal.reason === 'shutdown' ? 'shutdown' : 'cancelled' }),
        );
      });
    });

  test('the first reason wins', async () => {
    const { pipeline } = stage({ run: untilStopped });
    const run = start(pipeline);
    setImmediate(() => {
      run.stop('shutdown');
      run.stop('cancelled');
    });
    const { status, summary } = await run.result;
    expect(status).toBe('cancelled');
    expect(summary).toContain('shutting down');
  });

  test('a call that is stopped while it waits is never run', async () => {
    const { pipeline, log } = stage({ run: untilStopped });
    const first = start(pipeline);
    const second = start(pipeline);
    setImmediate(() => {
      second.stop('cancelled');
    });
    expect(await second.result).toMatchObject({ status: 'cancelled', execution_time: 0 });
    first.stop('cancelled');
    await first.result;
    expect(log.filter((step) => step === 'run')).toHaveLength(1);
  });

  test('a call that is stopped while its name is resolved is never run', async () => {
    const resolve = (signal: AbortSignal) =>
      new Promise<typeof answer>((settle) => {
        signal.addEventListener('abort', () => {
          settle(answer);
        });
      });
    const answer = ok(['10.0.0.5']);
    const { pipeline, log } = stage({ names: ['db.lab.internal'], resolve });
    const run = start(pipeline);
    run.stop('client_gone');
    expect((await run.result).error?.code).toBe('run.cancelled');
    expect(log).not.toContain('run');
  });

  test('shows a target without the characters that readers of lines and terminals heed', async () => {
    const { pipeline, decisions } = stage();
    const input = { target: '10.0.0.5\u2028\u001b[2J' };
    await start(pipeline, input, 'nothing').result;
    expect(decisions[0]?.target).toBe('10.0.0.5\\u{2028}\\x1b[2J');
  });
});
