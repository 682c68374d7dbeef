import type { RunLimits } from '../sandbox/limit-words.ts';
import type { FieldReader, FieldWriter } from './fields.ts';

/** How a process begins that turns into a box. */
export interface BoxStart {
  /** The words that lead into its network; empty where it stays in that of the machine, or has none. */
  readonly enter: readonly string[];
  readonly limits: RunLimits;
  /** Whether the box reads on descriptor 4 what keeps the program from making user namespaces (`user-namespace-filter.ts`). */
  readonly filtered: boolean;
}

/** Writes how a run's box begins into a frame; null where it has none. */
export function writeBoxStart(fields: FieldWriter, box: BoxStart | null): void {
  fields.byte(box === null ? 0 : 1);
  if (box === null) return;
  const { cpuSec, addressBytes, fileBytes, processes, descriptors } = box.limits;
  fields.texts(box.enter).byte(box.filtered ? 1 : 0);
  for (const limit of [cpuSec, addressBytes ?? -1, fileBytes, processes ?? -1, descriptors])
    fields.real(limit);
}

/** Reads it back. */
export function readBoxStart(fields: FieldReader): BoxStart | null {
  if (fields.byte() === 0) return null;
  const enter = fields.texts();
  const filtered = fields.byte() === 1;
  const limits = {
    cpuSec: fields.real(),
    addressBytes: orNull(fields.real()),
    fileBytes: fields.real(),
    processes: orNull(fields.real()),
    descriptors: fields.real(),
  };
  return { enter, limits, filtered };
}

const orNull = (limit: number): number | null => (limit < 0 ? null : limit);
