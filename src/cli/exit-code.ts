import type { CallResult } from '../kernel/call-result.ts';
import { exitCodeOf } from '../kernel/failure.ts';

/** Exit codes that commands give by themselves. */
export const exitCodes = {
  ok: 0,
  difference: 1,
  usage: 2,
  refused: 3,
  environment: 5,
  config: 9,
  auditBroken: 10,
} as const;

export type StopSignal = 'SIGINT' | 'SIGTERM';

/** 128 plus the signal's number, as shells have it. */
export const exitCodeOfSignal = (signal: StopSignal): number => (signal === 'SIGINT' ? 130 : 143);

/** The exit code of a call; a signal that stopped it says more than the cancelled call does. */
export function exitCodeOfResult(result: CallResult, signal: StopSignal | null): number {
  if (signal !== null && result.status === 'cancelled') return exitCodeOfSignal(signal);
  return result.error === null ? exitCodes.ok : exitCodeOf(result.error.code);
}
