import { readFileSync, statSync } from 'node:fs';
import { failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';
import type { Anchor } from '../../store/audit/verify-chain.ts';

/** Reads the newest head in a file that holds what `audit verify` wrote; `input.invalid` where there is none. */
export function readAnchor(file: string): Result<Anchor> {
  const text = textOf(file);
  const found = text === null ? undefined : [...text.matchAll(headLine)].at(-1);
  const [, rows, hash] = found ?? [];
  if (rows !== undefined && hash !== undefined) return ok({ seq: Number(rows), hash });
  return err(
    failure('input.invalid', `The file ${quote(file)} holds no head of an audit log.`, {
      next: ['bailiwick audit verify >> FILE, while the log is intact; keep FILE on another machine'],
    }),
  );
}

const headLine = /^(\d{1,15}) records are intact; head ([0-9a-f]{64})$/gm;
const mostBytes = 1_048_576;

function textOf(file: string): string | null {
  try {
    const facts = statSync(file);
    return facts.isFile() && facts.size <= mostBytes ? readFileSync(file, 'utf8') : null;
  } catch {
    return null;
  }
}
