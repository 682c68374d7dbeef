/** A line without its newline, or the fact that there was one too long to keep. */
export type InputLine = { readonly kind: 'line'; readonly text: string } | { readonly kind: 'too_long' };

/** Splits a byte stream into lines, as a batch for each chunk. A longer line than `limit` bytes is read past, not kept. */
export async function* readLines(
  input: AsyncIterable<Uint8Array>,
  limit: number,
): AsyncGenerator<InputLine[]> {
  let held: Uint8Array[] = [];
  let size = 0;
  const hold = (part: Uint8Array): void => {
    size += part.length;
    if (size <= limit) held.push(part);
    else held = [];
  };
  const take = (): InputLine => {
    const line: InputLine = size > limit ? { kind: 'too_long' } : { kind: 'line', text: decode(held) };
    held = [];
    size = 0;
    return line;
  };
  for await (const chunk of input) {
    const lines: InputLine[] = [];
    let from = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      hold(chunk.subarray(from, end));
      lines.push(take());
      from = end + 1;
    }
    hold(chunk.subarray(from));
    if (lines.length > 0) yield lines;
  }
  if (size > 0) yield [take()];
}

const newline = 0x0a;

/** UTF-8 with replacement; a byte-order mark is dropped. */
const decode = (parts: readonly Uint8Array[]): string => new TextDecoder().decode(Buffer.concat(parts));
