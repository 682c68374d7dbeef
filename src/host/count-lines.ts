import { readSync } from 'node:fs';

/** Counts the lines of an open file that hold more than a line end; it reads at most `bytes`. */
export function countLines(descriptor: number, bytes: number): number {
  const chunk = Buffer.allocUnsafe(256 * 1024);
  let lines = 0;
  let isEmpty = true;
  for (let left = bytes; left > 0;) {
    const read = readSync(descriptor, chunk, 0, Math.min(left, chunk.length), null);
    if (read === 0) break;
    left -= read;
    for (let at = 0; at < read; at += 1) {
      const byte = chunk[at];
      if (byte === lineFeed) isEmpty = true;
      else if (isEmpty && byte !== carriageReturn) {
        isEmpty = false;
        lines += 1;
      }
    }
  }
  return lines;
}

const lineFeed = 10;
const carriageReturn = 13;
