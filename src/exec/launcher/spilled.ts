import type { FieldReader, FieldWriter } from './fields.ts';
import type { StreamName } from './open-artifact.ts';

/** What became of a stream that was to be written to a file. What was lost names the system's error, such as `ENOSPC`. */
export type Spilled =
  | {
      readonly kind: 'kept';
      readonly stream: StreamName;
      readonly path: string;
      readonly bytes: number;
      /** Whether the file holds the whole stream. */
      readonly complete: boolean;
      /** Of the file, in hexadecimal. */
      readonly sha256: string;
    }
  | { readonly kind: 'lost'; readonly stream: StreamName; readonly errno: string };

/** Writes what became of a run's streams into a frame. */
export function writeSpilled(fields: FieldWriter, all: readonly Spilled[]): void {
  fields.whole(all.length);
  for (const one of all) {
    fields.text(one.kind).text(one.stream);
    switch (one.kind) {
      case 'kept':
        fields
          .text(one.path)
          .real(one.bytes)
          .byte(one.complete ? 1 : 0)
          .text(one.sha256);
        break;
      case 'lost':
        fields.text(one.errno);
        break;
    }
  }
}

/** Reads it back. */
export const readSpilled = (fields: FieldReader): readonly Spilled[] =>
  Array.from({ length: Math.min(fields.whole(), streams) }, () => readOne(fields));

function readOne(fields: FieldReader): Spilled {
  const kind = fields.text();
  const stream = fields.text() === 'stdout' ? 'stdout' : 'stderr';
  return kind === 'kept'
    ? {
        kind,
        stream,
        path: fields.text(),
        bytes: fields.real(),
        complete: fields.byte() === 1,
        sha256: fields.text(),
      }
    : { kind: 'lost', stream, errno: fields.text() };
}

/** A run has no more. */
const streams = 2;
