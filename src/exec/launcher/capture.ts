import type { Captured } from '../../pipeline/ports.ts';

/** Keeps the head and the tail of a stream, and counts all of it. */
export interface Capture {
  readonly write: (chunk: Uint8Array) => void;
  /** What was kept so far. */
  readonly captured: () => Captured;
}

/**
 * Keeps at most `keep` bytes: the first half in a buffer that grows with what is written, the last half in a ring that is
 * made only when the head is full. So a quiet program costs nothing, and a flood costs `keep` bytes.
 */
export function createCapture(keep: number): Capture {
  const headRoom = Math.ceil(keep / 2);
  const tailRoom = keep - headRoom;
  let head: Buffer = Buffer.alloc(0);
  let headBytes = 0;
  let ring: Buffer | null = null;
  let tailBytes = 0;

  const intoHead = (chunk: Uint8Array): void => {
    const needed = headBytes + chunk.byteLength;
    if (needed > head.length)
      head = grown(head, headBytes, Math.min(headRoom, Math.max(needed, head.length * 2)));
    head.set(chunk, headBytes);
    headBytes = needed;
  };

  const intoTail = (chunk: Uint8Array): void => {
    ring ??= Buffer.allocUnsafeSlow(tailRoom);
    tailBytes += chunk.byteLength;
    if (tailRoom === 0) return;
    const last = chunk.subarray(Math.max(0, chunk.byteLength - tailRoom));
    const from = (tailBytes - last.byteLength) % tailRoom;
    const beforeWrap = last.subarray(0, tailRoom - from);
    ring.set(beforeWrap, from);
    ring.set(last.subarray(beforeWrap.byteLength), 0);
  };

  return {
    write: (chunk) => {
      const split = Math.min(chunk.byteLength, headRoom - headBytes);
      if (split > 0) intoHead(chunk.subarray(0, split));
      if (split < chunk.byteLength) intoTail(chunk.subarray(split));
    },
    captured: () => {
      const start = head.subarray(0, headBytes);
      const bytes = headBytes + tailBytes;
      if (ring === null) return { head: start, tail: Buffer.alloc(0), bytes, truncated: false };
      if (tailBytes <= tailRoom) {
        return {
          head: Buffer.concat([start, ring.subarray(0, tailBytes)]),
          tail: Buffer.alloc(0),
          bytes,
          truncated: false,
        };
      }
      const oldest = tailRoom === 0 ? 0 : tailBytes % tailRoom;
      return {
        head: start,
        tail: Buffer.concat([ring.subarray(oldest), ring.subarray(0, oldest)]),
        bytes,
        truncated: true,
      };
    },
  };
}

function grown(buffer: Buffer, used: number, size: number): Buffer {
  const larger = Buffer.allocUnsafeSlow(size);
  larger.set(buffer.subarray(0, used));
  return larger;
}
