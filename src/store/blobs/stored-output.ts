import { rm } from 'node:fs/promises';
import type { KeptOutput, OutcomeRecord } from '../../pipeline/ports.ts';
import { describeTrouble } from '../store-trouble.ts';
import type { Blobs, StoredBlob } from './blobs.ts';

/** What is kept of a run under a name: `result`, or a stream. */
export interface StoredOutput extends StoredBlob {
  readonly name: string;
  readonly complete: boolean;
}

interface Stored {
  readonly stored: readonly StoredOutput[];
  readonly notes: readonly string[];
}

/** The result of a run and its output, as far as they could be kept; `notes` say what could not. */
export function storeOutputs(blobs: Blobs, { result, outputs }: OutcomeRecord): Promise<Stored> {
  const answer = { kind: 'bytes', bytes: Buffer.from(JSON.stringify(result)) } as const;
  return keepOutputs(blobs, [{ name: 'result', content: answer, complete: true }, ...outputs]);
}

/** Takes outputs in, as far as they can be kept. */
export async function keepOutputs(blobs: Blobs, outputs: readonly KeptOutput[]): Promise<Stored> {
  const stored: StoredOutput[] = [];
  const notes: string[] = [];
  for (const { name, content, complete } of outputs) {
    try {
      stored.push({ name, complete, ...(await blobs.put(content)) });
    } catch (thrown) {
      // The run has ended, and its record matters more than what it printed.
      notes.push(`${name} could not be kept: ${describeTrouble(thrown)}.`);
    }
  }
  return { stored, notes };
}

/** Takes the files away whose contents are kept; what cannot be removed, whoever made it clears away some day. */
export async function removeFiles(outputs: readonly KeptOutput[]): Promise<void> {
  for (const { content } of outputs)
    if (content.kind === 'file') await rm(content.path, { force: true }).catch(() => undefined);
}
