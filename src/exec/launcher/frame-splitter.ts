/**
 * Cuts a byte stream into the bodies of its frames and hands each to `take`. A body is lent until `take` returns: it is a
 * view of the chunk, or of a buffer that later frames overwrite, so that a flood leaves nothing to collect behind. It
 * buffers at most one frame, and copies each byte at most once.
 */
export function createFrameSplitter(take: (body: Uint8Array) => void): (chunk: Uint8Array) => void {
  let held: Uint8Array = new Uint8Array(0);
  let heldBytes = 0;
  let bodyLength: number | null = null;

  return (chunk) => {
    let rest = chunk;
    const advance = (count: number): Uint8Array => {
      const passed = rest.subarray(0, count);
      rest = rest.subarray(count);
      return passed;
    };
    /** The next bytes of the stream; null where the chunk ends before: what there is of them is then held. */
    const next = (count: number): Uint8Array | null => {
      if (heldBytes === 0 && rest.byteLength >= count) return advance(count);
      if (held.byteLength < count) held = Buffer.allocUnsafeSlow(count);
      const more = advance(count - heldBytes);
      held.set(more, heldBytes);
      heldBytes += more.byteLength;
      if (heldBytes < count) return null;
      heldBytes = 0;
      return held.subarray(0, count);
    };
    for (
      let piece = next(bodyLength ?? lengthBytes);
      piece !== null;
      piece = next(bodyLength ?? lengthBytes)
    ) {
      if (bodyLength === null) {
        bodyLength = readLength(piece);
      } else {
        bodyLength = null;
        take(piece);
        if (held.byteLength > mostKept) held = new Uint8Array(0);
      }
    }
  };
}

const lengthBytes = 4;

/** Room for a frame of as much output as one read brings; the buffer of a longer one, such as a run's end, is let go. */
const mostKept = 128 * 1024;

/** Both ends are ours, so an absurd length is a bug or a corrupted stream, and reading on would be worse than to stop. */
const longestBody = 1 << 30;

function readLength(bytes: Uint8Array): number {
  const length = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).readUInt32BE(0);
  if (length > longestBody) throw new RangeError(`A frame of ${length} bytes is longer than ${longestBody}.`);
  return length;
}
