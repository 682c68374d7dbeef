import type { StopSignal } from './exit-code.ts';

export interface SignalWatch {
  /** The first signal that came, or null. */
  readonly caught: () => StopSignal | null;
  readonly end: () => void;
}

/**
 * Calls back for the first SIGINT or SIGTERM, and for a second one if there is something to do about it. The next has its usual
 * effect: whoever presses ^C again means it.
 */
export function watchSignals(onSignal: (signal: StopSignal) => void, onSecond?: () => void): SignalWatch {
  let caught: StopSignal | null = null;
  const listen = (signal: StopSignal): void => {
    const isSecond = caught !== null;
    caught ??= signal;
    if (isSecond || onSecond === undefined) end();
    if (isSecond) onSecond?.();
    else onSignal(signal);
  };
  const end = (): void => {
    process.off('SIGINT', listen);
    process.off('SIGTERM', listen);
  };
  process.on('SIGINT', listen);
  process.on('SIGTERM', listen);
  return { caught: () => caught, end };
}
