import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Checkpoint, Head } from '../../store/audit/checkpoint.ts';
import { readFields } from '../../store/audit/stored-fields.ts';

/** A head of the audit log that was kept elsewhere; a line of a server's log has a signature too. */
export type Anchor = Head & { readonly checkpoint: Checkpoint | null };

/**
 * Reads the head of the newest record in a file that holds what `audit verify` wrote, or a server's log in JSON; `input.invalid` where
 * there is none.
 */
export async function readAnchor(file: string): Promise<Result<Anchor>> {
  let newest: Anchor | null = null;
  try {
    if (!statSync(file).isFile()) return err(noAnchorIn(file));
    for await (const line of createInterface({ input: createReadStream(file) })) {
      const anchor = anchorIn(line);
      if (anchor !== null && anchor.seq >= (newest?.seq ?? 0)) newest = anchor;
    }
  } catch {
    return err(noAnchorIn(file));
  }
  return newest === null ? err(noAnchorIn(file)) : ok(newest);
}

const noAnchorIn = (file: string) =>
  failure('input.invalid', `The file ${quote(file)} holds no head of an audit log.`, {
    next: [
      'bailiwick audit verify >> FILE, while the log is intact; keep FILE on another machine',
      "Name a server's log in JSON: its lines audit.checkpoint are heads.",
    ],
  });

function anchorIn(line: string): Anchor | null {
  const [, rows, hash] = headLine.exec(line) ?? [];
  if (rows !== undefined && hash !== undefined) return { seq: Number(rows), hash, checkpoint: null };
  return line.includes('"audit.checkpoint"') ? checkpointIn(line) : null;
}

const headLine = /^(\d{1,15}) records are intact; head ([0-9a-f]{64})(?:;.*)?$/;

function checkpointIn(line: string): Anchor | null {
  const { event, seq, hash, at, key_id: keyId, signature } = readFields(line);
  if (event !== 'audit.checkpoint' || typeof seq !== 'number' || typeof hash !== 'string') return null;
  if (typeof at !== 'number' || typeof keyId !== 'string' || typeof signature !== 'string') return null;
  return { seq, hash, checkpoint: { seq, hash, at, keyId, signature } };
}
