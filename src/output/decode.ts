/** The kept bytes of a stream: all of them, or the head and the tail of more. */
export interface KeptBytes {
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  /** All bytes that were written, kept or not. */
  readonly bytes: number;
  readonly truncated: boolean;
}

/** Decodes UTF-8 with replacement; where the middle was let go, a line of its own says how many bytes are missing. */
export function decodeCaptured({ head, tail, bytes, truncated }: KeptBytes): string {
  if (!truncated) return utf8.decode(head) + utf8.decode(tail);
  const first = head.subarray(0, wholeCharacters(head));
  const last = tail.subarray(continuationBytes(tail));
  const missing = bytes - first.length - last.length;
  return `${utf8.decode(first)}\n[… ${missing} bytes not kept …]\n${utf8.decode(last)}`;
}

// The byte order mark stays, so that it can be shown: it hides a text's first word from a comparison.
const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

const isContinuation = (byte: number): boolean => (byte & 0b1100_0000) === 0b1000_0000;

/** How many bytes are left when a character that the cut went through is dropped from the end. */
function wholeCharacters(bytes: Uint8Array): number {
  let start = bytes.length - 1;
  while (start > bytes.length - 4 && isContinuation(bytes[start] ?? 0)) start -= 1;
  const lead = bytes[start] ?? 0;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1;
  return start + length > bytes.length ? Math.max(start, 0) : bytes.length;
}

/** How many bytes at the start belong to a character that the cut went through; at most three. */
function continuationBytes(bytes: Uint8Array): number {
  let at = 0;
  while (at < 3 && isContinuation(bytes[at] ?? 0)) at += 1;
  return at;
}
