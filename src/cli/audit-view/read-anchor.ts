import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Checkpoint, Head } from '../../store/audit/checkpoint.ts';
import { readFields } from '../../store/audit/stored-fields.ts';

/** A head of the audit log that was kept elsewhere; a line of a server's log has a signature too. */
export interface Anchor extends Head {
  readonly checkpoint: Checkpoint | null;
  /** The newest record that was under a signed checkpoint then; 0 for none. */
  readonly signed: number;
}

/**
 * Reads the head of the newest record in a file that holds what `audit verify` wrote, also with `--json`, or a server's log in JSON;
 * `input.invalid` where there is none.
 */
export async function readAnchor(file: string): Promise<Result<Anchor>> {
  let newest: Anchor | null = null;
  try {
    if (!statSync(file).isFile()) return err(noAnchorIn(file));
    for await (const text of textsIn(createInterface({ input: createReadStream(file) }))) {
      const anchor = anchorIn(text);
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

/** Lines, and the lines of a JSON object of several together. */
async function* textsIn(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let open: string[] = [];
  for await (const line of lines) {
    if (open.length === 0 && line !== '{') yield line;
    else open = open.length < mostLines ? [...open, line] : [];
    if (line !== '}') continue;
    yield open.join('\n');
    open = [];
  }
}

/** Of what `audit verify --json` writes, with room for segments. */
const mostLines = 10_000;

function anchorIn(text: string): Anchor | null {
  const [, rows, hash, signed = 0] = headLine.exec(text) ?? [];
  if (rows !== undefined && hash !== undefined)
    return { seq: Number(rows), hash, signed: Number(signed), checkpoint: null };
  if (text.includes('"audit.checkpoint"')) return checkpointIn(text);
  return text.includes('"bailiwick.audit-verify/1"') ? reportIn(text) : null;
}

const headLine =
  /^(\d{1,15}) records are intact; head ([0-9a-f]{64})(?:; signed up to record (\d{1,15}))?(?:;.*)?$/;

function reportIn(text: string): Anchor | null {
  const { intact, rows: seq, head: hash, signed } = readFields(text);
  if (intact !== true || typeof seq !== 'number' || typeof hash !== 'string') return null;
  return { seq, hash, signed: typeof signed === 'number' ? signed : 0, checkpoint: null };
}

function checkpointIn(line: string): Anchor | null {
  const { event, seq, hash, at, key_id: keyId, signature } = readFields(line);
  if (event !== 'audit.checkpoint' || typeof seq !== 'number' || typeof hash !== 'string') return null;
  if (typeof at !== 'number' || typeof keyId !== 'string' || typeof signature !== 'string') return null;
  return { seq, hash, signed: seq, checkpoint: { seq, hash, at, keyId, signature } };
}
