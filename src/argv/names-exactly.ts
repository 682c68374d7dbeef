import { failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { AuthorisedTarget } from '../scope/authorised-target.ts';
import { blocksOf } from '../scope/blocks.ts';
import type { Arg } from './arg.ts';

/**
 * The last look before a plan is made: argv names each of our targets, and no other word reads as an address, a host or a
 * URL. It can only fail through a bug in a tool's definition, so its failure is `internal`.
 */
export function namesExactly(
  argv: readonly Arg[],
  targets: readonly AuthorisedTarget[],
): Result<readonly Arg[]> {
  const ours = new Set(targets.flatMap((target) => [...spellings(target)]));
  const stranger = argv.find((word) =>
    subjects(word).some((subject) => readsAsTarget(subject) && !ours.has(subject)),
  );
  if (stranger !== undefined)
    return err(failure('internal', `argv names ${quote(stranger)}, which nobody authorised.`));
  const words = new Set(argv.flatMap((word) => subjects(word)));
  const missing = targets.find((target) => !words.has(target.text) && !blocksIn(words, target));
  if (missing !== undefined)
    return err(failure('internal', `argv does not name the target ${quote(missing.text)}.`));
  return ok(argv);
}

const spellings = (target: AuthorisedTarget): readonly string[] =>
  target.interval === null ? [target.text] : [target.text, ...blocksOf(target.interval)];

const blocksIn = (words: ReadonlySet<string>, target: AuthorisedTarget): boolean =>
  target.interval !== null && blocksOf(target.interval).every((block) => words.has(block));

/** What a word may name: itself, what follows an `@`, and what follows the `=` of an option. */
function subjects(word: string): readonly string[] {
  const value = /^[-+]/.test(word) && word.includes('=') ? word.slice(word.indexOf('=') + 1) : word;
  return value.startsWith('@') ? [value.slice(1)] : [value];
}

/** Dotted words, IPv6 addresses and URLs. A bare number is a count or a port: no input reaches argv as one unchecked. */
function readsAsTarget(subject: string): boolean {
  if (/^[-+]/.test(subject)) return false;
  return (
    subject.includes('.') ||
    subject.includes('://') ||
    /^[0-9A-Fa-f/-]*:[0-9A-Fa-f/-]*:[0-9A-Fa-f:/-]*$/.test(subject)
  );
}
