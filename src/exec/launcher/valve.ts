import type { Readable } from 'node:stream';

/** Who may hold a stream back: the server that reads along, or the disk that it is written to. */
export type Holder = 'reader' | 'disk';

/** Lets a stream flow while nobody holds it back. */
export interface Valve {
  readonly hold: (who: Holder) => void;
  readonly free: (who: Holder) => void;
  /** Lets it flow from here on, whoever would hold it. */
  readonly open: () => void;
}

/** Makes the valve of a stream, which flows. */
export function createValve(stream: Readable): Valve {
  const holders = new Set<Holder>();
  let isOpen = false;
  return {
    hold: (who) => {
      if (isOpen) return;
      holders.add(who);
      stream.pause();
    },
    free: (who) => {
      holders.delete(who);
      if (holders.size === 0) stream.resume();
    },
    open: () => {
      isOpen = true;
      stream.resume();
    },
  };
}
