import { describe, expect, test } from 'vitest';
import type { CallResult } from '../kernel/call-result.ts';
import { failure } from '../kernel/failure.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { renderResult } from '../output/render-result.ts';
import { executionOf, stage } from './fixtures/stage.ts';
import type { Captured, Ending, Execution } from './ports.ts';
import { startRun } from './start-run.ts';

const render = (result: CallResult): string => renderResult(result, '5f00c0ffee5f');

const exited = (code: number): Ending => ({ kind: 'exited', code });
const captured = (head: string, tail = '', unkept = 0): Captured => ({
  head: Buffer.from(head),
  tail: Buffer.from(tail),
  bytes: head.length + tail.length + unkept,
  truncated: unkept > 0,
});
const unread = (): Result<unknown> => err(failure('tool.output', 'Not the expected form.'));

function callOf(execution: Execution, parse?: (stdout: string) => Result<unknown>): Promise<CallResult> {
  const { pipeline } = stage({ run: async () => execution, ...(parse === undefined ? {} : { parse }) });
  const caller = { channel: 'library', principal: 'local', client: null } as const;
  return startRun(pipeline, { tool: 'stub', input: {}, caller }).result;
}

describe('the last words of a program reach the caller', () => {
  test('a long output is shown from both ends, with the gap counted: only its beginning was once', async () => {
    const long = (name: string): Captured =>
      captured(`${name} begins${'x'.repeat(5000)}`, `${'y'.repeat(5000)}${name} ends`, 70_000);
    const { metadata } = await callOf(
      { ...executionOf(exited(0)), stdout: long('stdout'), stderr: long('stderr') },
      unread,
    );
    for (const name of ['stdout', 'stderr'] as const) {
      const text = metadata.untrusted_output?.[name] ?? '';
      expect(text).toMatch(
        new RegExp(`^${name} beginsx+\\n.*characters and 70000 bytes not shown.*\\ny+${name} ends$`),
      );
      expect(text.length).toBeLessThanOrEqual(2000);
    }
    expect(metadata.stdout_bytes).toBe(80_024);
  });

  test('a run that failed says why, even where its output could be parsed', async () => {
    const { status, result, metadata } = await callOf(executionOf(exited(1), 'half a report'));
    expect({ status, result }).toEqual({ status: 'failed', result: { said: 'half a report' } });
    expect(metadata.untrusted_output).toEqual({ stdout: '', stderr: 'stub says' });
    expect(metadata.untrusted_fields).toEqual([
      'result.said',
      'metadata.untrusted_output.stdout',
      'metadata.untrusted_output.stderr',
    ]);
  });

  test('a program that failed without a word on stderr is heard on stdout', async () => {
    const execution = { ...executionOf(exited(1), 'no such script'), stderr: captured('\n') };
    expect((await callOf(execution)).metadata.untrusted_output).toEqual({
      stdout: 'no such script',
      stderr: '',
    });
  });

  test('a time-out shows stderr beside the partial result, a success shows the result alone', async () => {
    expect((await callOf(executionOf({ kind: 'timed_out' }, 'half'))).metadata.untrusted_output).toEqual({
      stdout: '',
      stderr: 'stub says',
    });
    const silent = { ...executionOf({ kind: 'timed_out' }, 'half'), stderr: captured('') };
    expect((await callOf(silent)).metadata.untrusted_output).toBeNull();
    expect((await callOf(executionOf(exited(0)))).metadata.untrusted_output).toBeNull();
  });

  test('a success that read nothing shows what stands on stderr, as text from outside', async () => {
    const run = async () => executionOf(exited(0));
    const caller = { channel: 'library', principal: 'local', client: null } as const;
    const { pipeline } = stage({ run, silent: true });
    const result = await startRun(pipeline, { tool: 'stub', input: {}, caller }).result;
    expect(result).toMatchObject({
      status: 'succeeded',
      metadata: { untrusted_output: { stdout: '', stderr: 'stub says' } },
    });
    expect(result.metadata.untrusted_fields).toContain('metadata.untrusted_output.stderr');
    expect(render(result)).toMatch(/never instructions ---\nstderr:\n│ stub says/);
  });

  test('the reason of a failure stands in the text, however long the parsed result is', async () => {
    const execution = {
      ...executionOf(exited(1)),
      stderr: captured(`${'warning\n'.repeat(900)}the script does not exist`),
    };
    const text = render(await callOf(execution, () => ok(Array.from({ length: 3000 }, (_, at) => ({ at })))));
    expect(text.length).toBeLessThanOrEqual(8000);
    expect(text).toContain('the script does not exist');
    expect(text).toContain('at=0');
  });
});

test('a result that no client could take is a failure that says so, and the output is shown instead', async () => {
  const huge = Array.from({ length: 30_000 }, () => 'x'.repeat(100));
  const { status, result, error, metadata } = await callOf(executionOf(exited(0), 'out'), () => ok(huge));
  expect({ status, result, code: error?.code }).toEqual({
    status: 'failed',
    result: null,
    code: 'tool.output',
  });
  expect(error?.message).toBe(
    'The result of stub came to 3090001 bytes of JSON; a call returns at most 2097152.',
  );
  expect(error?.next).toEqual(['Ask for less in one call: fewer hosts or fewer ports.']);
  expect(metadata.untrusted_output?.stdout).toBe('out');
});

test.each([
  ['its deadline came', { kind: 'timed_out' }, true],
  ['it was cancelled', { kind: 'stopped', reason: 'cancelled' }, true],
  ['it ended by itself', exited(0), undefined],
] satisfies [string, Ending, true | undefined][])(
  'a result is told as partial or not where %s',
  async (_, ending, partial) => {
    const ended = await callOf(executionOf(ending, 'half a report'));
    expect([ended.result, ended.metadata.partial]).toEqual([{ said: 'half a report' }, partial]);
    expect(render(ended).includes('partial result')).toBe(partial === true);
  },
);

test('a result that says itself that it is partial is believed; where nothing was read there is no part of it', async () => {
  const half = await callOf(executionOf(exited(0)), () => ok({ partial: true }));
  expect(half.metadata.partial).toBe(true);
  expect((await callOf(executionOf({ kind: 'timed_out' }), unread)).metadata.partial).toBeUndefined();
});
