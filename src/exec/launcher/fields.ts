/** Builds one frame: a 32-bit length, then fields in the order in which they are written. Integers are big-endian. */
export interface FieldWriter {
  readonly byte: (value: number) => FieldWriter;
  readonly whole: (value: number) => FieldWriter;
  readonly real: (value: number) => FieldWriter;
  readonly bytes: (value: Uint8Array) => FieldWriter;
  readonly text: (value: string) => FieldWriter;
  readonly texts: (values: readonly string[]) => FieldWriter;
  /** The frame, length first. */
  readonly frame: () => Buffer;
}

/** Takes the fields of a frame's body in the order in which they were written; a field that is not there throws. */
export interface FieldReader {
  readonly byte: () => number;
  readonly whole: () => number;
  readonly real: () => number;
  readonly bytes: () => Uint8Array;
  readonly text: () => string;
  readonly texts: () => readonly string[];
}

/** Starts a frame. */
export function writeFields(): FieldWriter {
  const parts: Uint8Array[] = [];
  const writer: FieldWriter = {
    byte: (value) => add(Buffer.of(value)),
    whole: (value) => add(wholeBytes(value)),
    real: (value) => add(realBytes(value)),
    bytes: (value) => add(wholeBytes(value.byteLength), value),
    text: (value) => writer.bytes(Buffer.from(value)),
    texts: (values) => values.reduce((into, value) => into.text(value), writer.whole(values.length)),
    frame: () => {
      const length = parts.reduce((sum, part) => sum + part.byteLength, 0);
      return Buffer.concat([wholeBytes(length), ...parts], 4 + length);
    },
  };
  const add = (...more: readonly Uint8Array[]): FieldWriter => {
    parts.push(...more);
    return writer;
  };
  return writer;
}

/** Reads a body; its byte fields are views of it, not copies. */
export function readFields(body: Uint8Array): FieldReader {
  const view = Buffer.from(body.buffer, body.byteOffset, body.byteLength);
  let at = 0;
  const advance = (count: number): number => {
    const from = at;
    at += count;
    return from;
  };
  const bytes = (): Buffer => {
    const length = view.readUInt32BE(advance(4));
    if (length > view.length - at)
      throw new RangeError(`A frame's field of ${length} bytes ends outside the frame.`);
    const from = advance(length);
    return view.subarray(from, from + length);
  };
  const text = (): string => bytes().toString('utf8');
  return {
    byte: () => view.readUInt8(advance(1)),
    whole: () => view.readUInt32BE(advance(4)),
    real: () => view.readDoubleBE(advance(8)),
    bytes,
    text,
    texts: () => {
      const values: string[] = [];
      for (let left = view.readUInt32BE(advance(4)); left > 0; left -= 1) values.push(text());
      return values;
    },
  };
}

function wholeBytes(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(4);
  buffer.writeUInt32BE(value);
  return buffer;
}

function realBytes(value: number): Buffer {
  const buffer = Buffer.allocUnsafe(8);
  buffer.writeDoubleBE(value);
  return buffer;
}
