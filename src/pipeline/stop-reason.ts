import type { StopReason } from './ports.ts';

/** Why a call was aborted; a reason of another kind is a cancellation. */
export function stopReasonOf(signal: AbortSignal): StopReason {
  const reason: unknown = signal.reason;
  return reason === 'client_gone' || reason === 'shutdown' ? reason : 'cancelled';
}
