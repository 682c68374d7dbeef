import type { Progress } from '../kernel/run-event.ts';
import type { Terminal } from './terminal.ts';

/** One line on stderr that is drawn over and over while a call runs. */
export interface ProgressLine {
  readonly show: (progress: Progress) => void;
  /** Takes the line away, so that what follows starts on a clean one. */
  readonly clear: () => void;
}

/** Draws progress on a screen; without one it draws nothing, since a log of half-lines helps nobody. */
export function createProgressLine(
  terminal: Terminal,
  wanted: boolean,
  hint = 'stop, keep what was found',
): ProgressLine {
  if (!terminal.tellIsTty || !wanted) return { show: () => undefined, clear: () => undefined };
  return {
    show: (progress) => {
      terminal.tell(`${eraseLine}${progressText(progress, terminal.columns, hint)}`);
    },
    clear: () => {
      terminal.tell(eraseLine);
    },
  };
}

/** A bar, the share in per cent where the end is known, what is being done and what ^C does, cut to the width of the screen. */
export function progressText(progress: Progress, columns: number, hint: string): string {
  const { done, total, message } = progress;
  const share = total === null || total <= 0 ? null : Math.min(1, Math.max(0, done / total));
  const bar = share === null ? '' : `${drawBar(share)} ${String(Math.floor(share * 100)).padStart(3)} %  `;
  return `${bar}${message}  (^C: ${hint})`.slice(0, Math.max(20, columns - 1));
}

const barWidth = 10;

const drawBar = (share: number): string => '▇'.repeat(Math.floor(share * barWidth)).padEnd(barWidth, '░');

const eraseLine = '\r\u001b[2K';
