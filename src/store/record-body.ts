import { createHash } from 'node:crypto';
import type { DecisionRecord, OutcomeRecord } from '../pipeline/ports.ts';
import { canonicalJson } from './canonical-json.ts';

/** A decision as it is stored: all of it. */
export const decisionBody = (record: DecisionRecord): string => canonicalJson(record);

/**
 * An outcome as it is stored. What a target or a program said is there as its digest alone: it proves what was answered,
 * and the log neither grows with it nor carries strangers' text to whoever reads it.
 */
export function outcomeBody({ runId, result }: OutcomeRecord): string {
  return canonicalJson({
    runId,
    result: {
      ...result,
      result: digestOf(result.result),
      metadata: { ...result.metadata, untrusted_output: digestOf(result.metadata.untrusted_output) },
    },
  });
}

function digestOf(value: unknown): { readonly sha256: string; readonly bytes: number } | null {
  if (value === null || value === undefined) return null;
  const bytes = Buffer.from(canonicalJson(value));
  return { sha256: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}
