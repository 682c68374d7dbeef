import { failure } from '../kernel/failure.ts';
import { quote } from '../kernel/quote.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import type { AuthorisedTarget } from '../scope/authorised-target.ts';
import { blocksOf } from '../scope/blocks.ts';
import type { Arg } from './arg.ts';
import { connection, pinningWords } from './url-words.ts';

/**
 * The last look before a plan is made: argv names each of our targets, and no other word reads as an address, a host or a
 * URL. It can only fail through a bug in a tool's definition, so its failure is `internal`.
 */
export function namesExactly(
  argv: readonly Arg[],
  targets: readonly AuthorisedTarget[],
  files: readonly { readonly path: string }[] = [],
): Result<readonly Arg[]> {
  const words = new Set(argv.flatMap((word) => subjects(word)));
  const ours = new Set([
    ...targets.flatMap((target) => spellings(target, words)),
    ...files.map(({ path }) => path),
  ]);
  const stranger = argv.find((word) =>
    subjects(word).some((subject) => readsAsTarget(subject) && !ours.has(subject)),
  );
  if (stranger !== undefined)
    return err(failure('internal', `argv names ${quote(stranger)}, which nobody authorised.`));
  const missing = targets.find(
    (target) => !words.has(target.text) && !blocksIn(words, target) && !urlIn(words, target),
  );
  if (missing !== undefined)
    return err(failure('internal', `argv does not name the target ${quote(missing.text)}.`));
  return ok(argv);
}

/**
 * How argv may spell a target. A web address with its name in it is one only where curl is told the connection too: any other
 * program, and curl without that, looks the name up again and goes wherever the new answer leads.
 */
const spellings = (
  { text, interval, url }: AuthorisedTarget,
  words: ReadonlySet<string>,
): readonly string[] => [
  text,
  ...(interval === null ? [] : blocksOf(interval)),
  ...(url === null ? [] : [...pinningWords(url), url.host]),
  ...(url !== null && words.has(connection(url)) ? [url.named] : []),
];

/** A bare name, as TLS and the Host header want it, leads nowhere: it does not count. */
const urlIn = (words: ReadonlySet<string>, { url }: AuthorisedTarget): boolean =>
  url !== null && pinningWords(url).some((word) => words.has(word));

const blocksIn = (words: ReadonlySet<string>, target: AuthorisedTarget): boolean =>
  target.interval !== null &&
  target.url === null &&
  blocksOf(target.interval).every((block) => words.has(block));

/**
 * What a word may name: itself, what follows an `@`, what follows the `=` of an option, and the address before a port
 * (`10.0.0.5:443`, `@10.0.0.5:53`, `udp6:[fd00::5]:161`). A header (`Name: value`) names nothing, except that `Host` names a
 * host; its port is the one of the URL.
 */
function subjects(word: string): readonly string[] {
  const value = /^[-+]/.test(word) && word.includes('=') ? word.slice(word.indexOf('=') + 1) : word;
  const header = /^([A-Za-z][A-Za-z0-9-]*): (.*)$/.exec(value);
  if (header !== null)
    return header[1]?.toLowerCase() === 'host' ? [(header[2] ?? '').replace(/:[0-9]{1,5}$/, '')] : [];
  const named = value.replace(/^@/, '');
  const [, inBrackets, plain] = /^(?:udp6?:)?(?:\[([0-9a-f:.]+)\]|([0-9.]+)):[0-9]{1,5}$/.exec(named) ?? [];
  const subject = inBrackets ?? plain ?? named;
  // A dot at the end roots a name in DNS: it is the same name, and no search list is tried.
  return [/\.[a-z][a-z0-9-]*\.$/.test(subject) ? subject.slice(0, -1) : subject];
}

/**
 * Dotted words, IPv6 addresses and URLs. A bare number is a count or a port: no input reaches argv as one unchecked. An object
 * identifier starts with a dot, as no host does.
 */
function readsAsTarget(subject: string): boolean {
  if (/^[-+]/.test(subject) || /^(?:\.[0-9]+)+$/.test(subject)) return false;
  return (
    subject.includes('.') ||
    subject.includes('://') ||
    /^[0-9A-Fa-f/-]*:[0-9A-Fa-f/-]*:[0-9A-Fa-f:/-]*$/.test(subject)
  );
}
