import type { App } from '../../app/app.ts';
import { secretFieldsOf, type SecretFields } from '../../pipeline/secrets-of-input.ts';
import type { CommonOptions } from '../common-options.ts';
import { exitCodes } from '../exit-code.ts';
import { loadPlanner } from '../settings/load-planner.ts';
import type { Terminal } from '../terminal.ts';
import { decideLine, refuseOversized, type LineDecision } from './decide-line.ts';
import { readLines, type InputLine } from './read-lines.ts';

/** The longest line that is read, in bytes. */
export const lineLimit = 1024 * 1024;

/** Decides every line of the input, in order, and writes a batch as soon as its chunk is decided. Returns the exit code. */
export async function planLines(terminal: Terminal, common: CommonOptions): Promise<number> {
  const loaded = await loadPlanner(terminal, common);
  if (!loaded.ok) return loaded.error;
  const { plan } = loaded.value.planner;
  const secretFields = secretFieldsOf(loaded.value.settings.catalogue);
  for await (const lines of readLines(terminal.input, lineLimit)) {
    const decisions = lines.filter(isWritten).map((line) => decide(plan, line, secretFields));
    await terminal.write(decisions.map((decision) => `${JSON.stringify(decision)}\n`).join(''));
  }
  return exitCodes.ok;
}

const isWritten = (line: InputLine): boolean => line.kind === 'too_long' || line.text.trim() !== '';

function decide(plan: App['plan'], line: InputLine, secretFields: SecretFields): LineDecision {
  switch (line.kind) {
    case 'too_long':
      return refuseOversized(lineLimit);
    case 'line':
      return decideLine(plan, line.text, secretFields);
  }
}
