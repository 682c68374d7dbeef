import type { Paint } from '../paint.ts';
import { wrap } from '../wrap.ts';

/** One thing that was checked and what came of it. */
export interface Check {
  readonly step: string;
  readonly text: string;
  readonly passed: boolean;
}

/** Tells the story of the demo; a tick stands only for what was checked. */
export interface Narrator {
  readonly step: (title: string) => void;
  readonly say: (text: string) => void;
  /** Shows lines as they are, set off from the words around them. */
  readonly show: (text: string) => void;
  /** Writes a tick or a cross, remembers which, and passes the verdict on. */
  readonly check: (passed: boolean, text: string) => boolean;
  readonly checks: () => readonly Check[];
}

/** Writes to one place, in order. */
export function createNarrator(write: (text: string) => void, paint: Paint): Narrator {
  const checks: Check[] = [];
  let number = 0;
  let current = '';
  return {
    step: (title) => {
      number += 1;
      current = title;
      write(`\n${paint('bold', `${String(number).padStart(2)}  ${title}`)}\n`);
    },
    say: (text) => {
      write(`    ${wrap(text, width, '    ')}\n`);
    },
    show: (text) => {
      for (const line of text.trimEnd().split('\n')) write(`      ${paint('dim', '│')} ${line}\n`);
    },
    check: (passed, text) => {
      checks.push({ step: current, text, passed });
      const mark = passed ? paint('green', '✔') : paint('red', '✗');
      write(`    ${mark} ${wrap(text, width, '      ')}\n`);
      return passed;
    },
    checks: () => checks,
  };
}

const width = 104;
