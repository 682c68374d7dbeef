import type { StopSignal } from './exit-code.ts';

export interface SignalWatch {
  /** The first signal that came, or null. */
  readonly caught: () => StopSignal | null;
  readonly end: () => void;
}

/** Calls back for the first SIGINT or SIGTERM. A second one has its usual effect: whoever presses ^C twice means it. */
export function watchSignals(onSignal: (signal: StopSignal) => void): SignalWatch {
  let caught: StopSignal | null = null;
  const listen = (signal: StopSignal): void => {
    caught = signal;
    end();
    onSignal(signal);
  };
  const end = (): void => {
    process.off('SIGINT', listen);
    process.off('SIGTERM', listen);
  };
  process.on('SIGINT', listen);
  process.on('SIGTERM', listen);
  return { caught: () => caught, end };
}
