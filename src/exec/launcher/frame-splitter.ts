/**
 * Cuts a byte stream into the bodies of its frames and hands each to `take`. What it passes on may be a view of the
 * chunk. It buffers at most one frame, and copies each byte at most once.
 */
export function createFrameSplitter(take: (body: Uint8Array) => void): (chunk: Uint8Array) => void {
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  let bodyLength: number | null = null;

  const cut = (count: number): Uint8Array => {
    const first = held[0];
    const joined = first !== undefined && first.byteLength >= count ? first : Buffer.concat(held, heldBytes);
    if (joined !== first) held.splice(0, held.length, joined);
    if (joined.byteLength > count) held[0] = joined.subarray(count);
    else held.shift();
    heldBytes -= count;
    return joined.subarray(0, count);
  };

  return (chunk) => {
    if (chunk.byteLength === 0) return;
    held.push(chunk);
    heldBytes += chunk.byteLength;
    while (heldBytes >= (bodyLength ?? lengthBytes)) {
      if (bodyLength === null) {
        bodyLength = readLength(cut(lengthBytes));
      } else {
        const body = cut(bodyLength);
        bodyLength = null;
        take(body);
      }
    }
  };
}

const lengthBytes = 4;

/** Both ends are ours, so an absurd length is a bug or a corrupted stream, and reading on would be worse than to stop. */
const longestBody = 1 << 30;

function readLength(bytes: Uint8Array): number {
  const length = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).readUInt32BE(0);
  if (length > longestBody) throw new RangeError(`A frame of ${length} bytes is longer than ${longestBody}.`);
  return length;
}
