import { createHash } from 'node:crypto';
import type { DecisionRecord, EndedSlice, OutcomeRecord } from '../../pipeline/ports.ts';
import type { StoredOutput } from '../blobs/stored-output.ts';
import { canonicalJson } from './canonical-json.ts';

/** What is appended to the chain; its place there and its time are added. */
export interface Entry {
  readonly kind: 'decision' | 'outcome' | 'prune';
  /** Who asked; null for the principal of the run's decision. */
  readonly principal: string | null;
  readonly runId: string;
  /** Canonical JSON. */
  readonly body: string;
}

/** A decision as it is stored: all of it. */
export const decisionEntry = (record: DecisionRecord): Entry => ({
  kind: 'decision',
  principal: record.caller.principal,
  runId: record.runId,
  body: canonicalJson(record),
});

/**
 * An outcome as it is stored. What a target or a program said is there as its digest alone: it proves what was answered and
 * what is kept, and the log neither grows with it nor carries strangers' text to whoever reads it.
 */
export function outcomeEntry({ runId, result }: OutcomeRecord, outputs: readonly StoredOutput[]): Entry {
  const body = canonicalJson({
    runId,
    outputs: outputs.map(proofOf),
    result: {
      ...result,
      result: digestOf(result.result),
      metadata: { ...result.metadata, untrusted_output: digestOf(result.metadata.untrusted_output) },
    },
  });
  return { kind: 'outcome', principal: null, runId, body };
}

/** What became of a slice of a run, as it is stored: an outcome that another one follows. */
export function sliceEntry(
  { runId, position, of, target, returncode, seconds }: EndedSlice,
  outputs: readonly StoredOutput[],
): Entry {
  const body = canonicalJson({
    runId,
    outputs: outputs.map(proofOf),
    slice: { position, of, target, returncode, execution_time: seconds },
  });
  return { kind: 'outcome', principal: null, runId, body };
}

const proofOf = ({ name, sha256, bytes, complete }: StoredOutput): object => ({
  name,
  sha256,
  bytes,
  complete,
});

function digestOf(value: unknown): { readonly sha256: string; readonly bytes: number } | null {
  if (value === null || value === undefined) return null;
  const bytes = Buffer.from(canonicalJson(value));
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}
