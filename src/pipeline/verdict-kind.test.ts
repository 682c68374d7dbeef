import { expect, test } from 'vitest';
import { errorTable, type ErrorCode } from '../kernel/error-table.ts';
import { failureKinds, ownFailureKinds } from '../kernel/failure-kinds.ts';
import { failure } from '../kernel/failure.ts';
import type { Ending, StopReason } from './ports.ts';
import { outcomeOf, slownessOf, type VerdictKind } from './verdict-kind.ts';
import { verdictOf } from './verdict.ts';

const kindOf = (ending: Ending, atClosing = false): VerdictKind =>
  verdictOf('stub', ending, { ok: [0, 3], broken: [10] }, { timeoutSec: 9, enoughSec: null, atClosing }).kind;
const counts = (ending: Ending, atClosing = false) => outcomeOf(kindOf(ending, atClosing), ownFailureKinds);

/** Every reason there is for stopping a run: another one does not compile here. */
const reasons = {
  cancelled: 'ignore',
  client_gone: 'ignore',
  shutdown: 'ignore',
  engagement_closed: 'ignore',
  no_longer_allowed: 'ignore',
} as const satisfies Record<StopReason, string>;
const isReason = (reason: string): reason is StopReason => Object.hasOwn(reasons, reason);

/** What a run that did not start says of its tool, by code: nothing, but for those that are the tool's or the machine's. */
const notRun: Partial<Record<ErrorCode, VerdictKind>> = {
  'tool.missing': 'not_started',
  'tool.failed': 'not_started',
  'tool.output': 'unreadable_output',
  'tool.timeout': 'timeout',
  'sandbox.unavailable': 'sandbox',
};
const isCode = (code: string): code is ErrorCode => Object.hasOwn(errorTable, code);

test('every exit code is a result, a broken program, or another end that is the call’s own', () => {
  for (let code = 0; code < 256; code += 1) {
    const broken = code === 10 ? 'failure' : 'ignore';
    expect(counts({ kind: 'exited', code })).toBe([0, 3].includes(code) ? 'success' : broken);
  }
});

test('a signal that we did not send counts, and our own deadline does not', () => {
  expect(counts({ kind: 'signalled', signal: 'SIGSEGV' })).toBe('failure');
  expect(counts({ kind: 'timed_out' })).toBe('ignore');
});

test('a deadline says that its target is slow, unless the engagement closed', () => {
  expect([kindOf({ kind: 'timed_out' }), kindOf({ kind: 'timed_out' }, true)]).toEqual([
    'timeout',
    'nothing',
  ]);
});

test('A3: no reason to stop a run says anything about its tool', () => {
  for (const reason of Object.keys(reasons).filter(isReason))
    expect(counts({ kind: 'stopped', reason })).toBe('ignore');
});

test('A3: of every error that there is, those of policy, input, limits and callers say nothing', () => {
  const codes = Object.keys(errorTable).filter(isCode);
  expect(codes.length).toBeGreaterThan(20);
  for (const code of codes)
    expect(kindOf({ kind: 'not_started', failure: failure(code, 'No.') })).toBe(notRun[code] ?? 'nothing');
});

test('what is configured to count does, and nothing else: whatever it is, a result is a success and nothing is ignored', () => {
  for (const kind of failureKinds) {
    expect(outcomeOf(kind, [kind])).toBe('failure');
    expect(
      outcomeOf(
        kind,
        failureKinds.filter((other) => other !== kind),
      ),
    ).toBe('ignore');
  }
  expect([outcomeOf('result', failureKinds), outcomeOf('nothing', failureKinds)]).toEqual([
    'success',
    'ignore',
  ]);
});

test('for the breaker of a target a deadline is the failure, and whatever ended by itself a success', () => {
  const of = (outcome: string) =>
    [...failureKinds, 'result' as const].filter((kind) => slownessOf(kind) === outcome);
  expect([of('failure'), of('success')]).toEqual([['timeout'], ['other_exit', 'result']]);
  expect(slownessOf('nothing')).toBe('ignore');
});
