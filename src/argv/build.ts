import { vouch } from '../kernel/brand.ts';
import type { AuthorisedTarget, UrlFacts } from '../scope/authorised-target.ts';
import { blocksOf } from '../scope/blocks.ts';
import type { Arg } from './arg.ts';
import type { Literal } from './literal.ts';
import { connection, hostAndPort } from './url-words.ts';
import { phrase, valueText, word, type Value } from './word.ts';

/** A word that stands in the source, such as `-sT`. */
export function flag<const L extends string>(literal: Literal<L>): Arg {
  return arg(word(literal));
}

/** An option and its value as two words: `-p 80`. */
export function option<const L extends string, const V extends number | string>(
  literal: Literal<L>,
  value: Value<V>,
): readonly [Arg, Arg] {
  return [arg(word(literal)), arg(valueText(value))];
}

/** An option and its value as one word: `--max-rate=100`, `+time=2`. */
export function joined<const L extends string, const V extends number | string>(
  literal: Literal<L>,
  value: Value<V>,
): Arg {
  return arg(word(`${literal}=${valueText(value)}`));
}

/** An option whose value is a target, as two words: `-q db.lab.internal`. */
export function targetOption<const L extends string>(
  literal: Literal<L>,
  target: AuthorisedTarget,
): readonly [Arg, Arg] {
  return [arg(word(literal)), positional(target)];
}

/** An option whose value is a target, as one word: `--sni-name=db.lab.internal`. */
export const targetJoined = <const L extends string>(literal: Literal<L>, target: AuthorisedTarget): Arg =>
  arg(word(`${literal}=${valueText(target.text)}`));

/** A checked value as a word of its own, such as an object identifier behind the target. */
export const operand = <const V extends number | string>(value: Value<V>): Arg => arg(valueText(value));

/** One machine and a port of it: `10.0.0.5:443`, `[fd00::5]:443`. */
export const addressPort = (target: AuthorisedTarget, port: number): Arg =>
  arg(valueText(`${bracketed(target)}:${valueText(port)}`));

/** One machine as net-snmp names it, the transport first: `udp:10.0.0.5:161`, `udp6:[fd00::5]:161`. */
export const udpAgent = (target: AuthorisedTarget, port: number): Arg =>
  arg(word(`udp${target.interval?.family === 6 ? '6' : ''}:${addressPort(target, port)}`));

/** An option with a time in seconds behind it, `-i0.2`, from milliseconds: as a word of its own a decimal reads as an address. */
export function inSeconds<const L extends string>(literal: Literal<L>, milliseconds: number): Arg {
  return arg(word(`${literal}${Number(valueText(milliseconds)) / 1000}`));
}

/** An option whose value is a name with a dot behind it, as two words: no resolver puts a search list behind such a name. */
export function rootedOption<const L extends string>(
  literal: Literal<L>,
  target: AuthorisedTarget,
): readonly [Arg, Arg] {
  return [arg(word(literal)), arg(word(`${valueText(target.text)}.`))];
}

/** A target as a word of its own. */
export const positional = (target: AuthorisedTarget): Arg => arg(valueText(target.text));

/** A server as dig wants it: `@10.0.0.1`. */
export const at = (target: AuthorisedTarget): Arg => arg(word(`@${valueText(target.text)}`));

/** A target as the CIDR blocks that cover exactly the same addresses, for programs that read no ranges or read them differently. */
export const blocks = (target: AuthorisedTarget): readonly Arg[] =>
  target.interval === null
    ? [positional(target)]
    : blocksOf(target.interval).map((text) => arg(valueText(text)));

/** A web address by its name; the program must be told with `connectTo` where that is. */
export const namedUrl = (target: AuthorisedTarget): Arg => arg(word(urlOf(target).named));

/** A web address with its pinned address in the place of its name. */
export const pinnedUrl = (target: AuthorisedTarget): Arg => arg(word(urlOf(target).pinned));

/** curl's `--connect-to`: whatever the name is, packets go to the pinned address. */
export const connectTo = (target: AuthorisedTarget): readonly [Arg, Arg] => [
  arg('--connect-to'),
  arg(word(connection(urlOf(target)))),
];

/** The header `Host: name` for a program that is given the pinned address. */
export const hostHeader = <const L extends string>(
  literal: Literal<L>,
  target: AuthorisedTarget,
): readonly [Arg, Arg] => {
  const { host, port, scheme } = urlOf(target);
  const isDefault = port === (scheme === 'http' ? 80 : 443);
  return [arg(word(literal)), arg(phrase(`Host: ${isDefault ? host : hostAndPort(urlOf(target))}`))];
};

/** A header of the caller's, checked by the tool: `-H 'Accept: text/html'`. */
export const header = <const L extends string>(
  literal: Literal<L>,
  name: string,
  value: string,
): readonly [Arg, Arg] => [arg(word(literal)), arg(phrase(`${word(name)}: ${value}`))];

/** Whose requests these are, for whoever finds them in a log: `bailiwick (run r-lusab-babad-gutih)`. */
export const userAgent = <const L extends string>(
  literal: Literal<L>,
  runId: string,
): readonly [Arg, Arg] => [arg(word(literal)), arg(phrase(`bailiwick (run ${runId})`))];

/** The path of a file that the operator has put into a configured folder. */
export const filePath = ({ path }: { readonly path: string }): Arg => arg(phrase(path));

const bracketed = ({ text, interval }: AuthorisedTarget): string =>
  interval?.family === 6 ? `[${text}]` : text;

function urlOf({ url }: AuthorisedTarget): UrlFacts {
  if (url === null) throw new Error('the target is no web address');
  return url;
}

/** What follows is no option, whatever it looks like. */
export const endOfOptions: Arg = vouch<Arg>('--');

/** A piece of a command line; `false` and `null` leave it out, for `open && flag('--open')`. */
export type Part = Arg | readonly Arg[] | false | null;

/** Puts the pieces together, in order. */
export const assemble = (parts: readonly Part[]): readonly Arg[] =>
  parts.flatMap((part) => (part === false || part === null ? [] : part));

const arg = (text: string): Arg => vouch<Arg>(text);
