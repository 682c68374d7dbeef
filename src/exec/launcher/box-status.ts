import type { Readable } from 'node:stream';

/** What bubblewrap tells of the program in the box, as it comes to know it. */
export interface BoxStatus {
  /** The number outside of the first process inside, which leads its session; null until it is there. */
  readonly leader: () => number | null;
  /** What the program left with, 128 and the signal where one ended it; null where it never began. */
  readonly exitCode: () => number | null;
}

/** Reads what `--json-status-fd` gives, one JSON object a line. */
export function readBoxStatus(stream: Readable): BoxStatus {
  let text = '';
  const numberAfter = (key: string): number | null => {
    const found = new RegExp(`"${key}": (\\d+)`).exec(text);
    return found === null ? null : Number(found[1]);
  };
  // Some hundred bytes come from bubblewrap, and nothing from the program: the descriptor is not its own.
  stream.setEncoding('latin1').on('data', (more: string) => (text += more));
  stream.on('error', () => undefined);
  return { leader: () => numberAfter('child-pid'), exitCode: () => numberAfter('exit-code') };
}
