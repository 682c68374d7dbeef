import { failure } from '../../kernel/failure.ts';
import { quote } from '../../kernel/quote.ts';
import { err, ok, type Result } from '../../kernel/result.ts';

/** A word that is no typed flag of the tool. */
export interface LooseWord {
  readonly text: string;
  /** True for a flag of the program itself, such as `-sV`. */
  readonly extra: boolean;
  /** True where it follows such a flag, and so may be its value. */
  readonly afterExtra: boolean;
}

/**
 * Finds the target among the loose words: `nmap -sV 127.0.0.1` and `nmap -p 80 127.0.0.1` both mean the address.
 * A word that follows no flag comes first; else the last one that does not read as a number or a list of ports.
 */
export function chooseTarget(
  words: readonly LooseWord[],
  targetTyped: boolean,
): Result<{ readonly target: string | null; readonly extraArgs: readonly string[] }> {
  const free = words.filter((word) => !word.extra && !word.afterExtra);
  const [first, second] = free;
  const stray = targetTyped ? first : second;
  if (stray !== undefined) {
    return err(
      failure('input.invalid', `One call has one target; what is ${quote(stray.text)}?`, {
        field: 'target',
        next: [
          'Write a block or a range (10.0.0.0/24, 10.0.0.1-9), or make one call for each target.',
          'Where it is no target, put it behind its flag; --help after the tool lists those.',
        ],
      }),
    );
  }
  const target = targetTyped ? undefined : (first ?? words.findLast(isLikelyTarget));
  return ok({
    target: target?.text ?? null,
    extraArgs: words.filter((word) => word !== target).map((word) => word.text),
  });
}

const isLikelyTarget = (word: LooseWord): boolean =>
  !word.extra && !/^[\d,TU-]+$/.test(word.text.replaceAll(/[TU]:/g, ''));
