import type { App } from '../../app/app.ts';
import type { Terminal } from '../terminal.ts';
import { decideLine, refuseOversized, type LineDecision } from './decide-line.ts';
import { readLines, type InputLine } from './read-lines.ts';

/** The longest line that is read, in bytes. */
export const lineLimit = 1024 * 1024;

/** Decides every line of the input, in order, and writes a batch as soon as its chunk is decided. */
export async function planLines(
  terminal: Pick<Terminal, 'input' | 'write'>,
  plan: App['plan'],
): Promise<void> {
  for await (const lines of readLines(terminal.input, lineLimit)) {
    const decisions = lines.filter(isWritten).map((line) => decide(plan, line));
    await terminal.write(decisions.map((decision) => `${JSON.stringify(decision)}\n`).join(''));
  }
}

const isWritten = (line: InputLine): boolean => line.kind === 'too_long' || line.text.trim() !== '';

function decide(plan: App['plan'], line: InputLine): LineDecision {
  switch (line.kind) {
    case 'too_long':
      return refuseOversized(lineLimit);
    case 'line':
      return decideLine(plan, line.text);
  }
}
