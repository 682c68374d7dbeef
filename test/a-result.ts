import type { CallResult } from '../src/kernel/call-result.ts';
import { errorTable, type ErrorCode } from '../src/kernel/error-table.ts';
import { failure, type Failure } from '../src/kernel/failure.ts';
import { correlationIdOf, newRunId } from '../src/kernel/ids.ts';
import { buildResult, type CallFacts } from '../src/pipeline/build-result.ts';
import { statusOf } from '../src/pipeline/verdict.ts';

const random = (count: number): Uint8Array => new Uint8Array(count).fill(0xd3);

/** What a call of `tool` has in common with every other in these tests: ids as long as real ones. */
export const factsOf = (tool: string): CallFacts => ({
  runId: newRunId(random),
  correlationId: correlationIdOf(undefined, random),
  tool,
  configVersion: 'ab12cd34',
});

/** The result of a call that ended with this failure, and of which nothing else is known. */
export const failed = (why: Failure, tool = 'nmap', target: string | null = '10.0.0.5'): CallResult =>
  buildResult(factsOf(tool), statusOf(why.code), why.message, why, { metadata: { target } });

/** The result of a call that found this. */
export const succeeded = (tool: string, summary: string, result: unknown): CallResult =>
  buildResult(factsOf(tool), 'succeeded', summary, null, {
    result,
    returncode: 0,
    execution_time: 1.25,
    metadata: { target: '10.0.0.0/24', sandbox: 'tier-0', stdout_bytes: 80_000 },
  });

/** A failure for every row of the error table. */
export const everyFailure: readonly Failure[] = codes().map((code) =>
  failure(code, 'What was asked for cannot be done.', {
    retryAfterSec: errorTable[code].retry === 'later' ? 30 : null,
  }),
);

function codes(): readonly ErrorCode[] {
  const all: ErrorCode[] = [];
  for (const code in errorTable) if (isCode(code)) all.push(code);
  return all;
}

function isCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorTable, text);
}
