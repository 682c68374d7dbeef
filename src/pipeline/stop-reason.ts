import type { StopReason } from './ports.ts';

/** Why a call was aborted; a reason of another kind is a cancellation. */
export const stopReasonOf = (signal: AbortSignal): StopReason => readStopReason(signal.reason) ?? 'cancelled';

/** The reason that this is the name of, or null. */
export const readStopReason = (name: unknown): StopReason | null =>
  reasons.find((reason) => reason === name) ?? null;

const reasons: readonly StopReason[] = [
  'cancelled',
  'client_gone',
  'shutdown',
  'engagement_closed',
  'no_longer_allowed',
];
