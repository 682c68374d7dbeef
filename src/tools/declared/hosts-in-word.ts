import { readHostName } from '../../scope/host-name.ts';
import { parseIpv6 } from '../../scope/ipv6.ts';
import { isAddressLike } from './address-like.ts';

/**
 * The parts of a word that a usual program could take for a machine, a network or a URL: what an operator writes into a command
 * line must not lead anywhere, since only targets are judged. It errs on the side of a host; a file passes as an absolute path or
 * as `./file`. What no look at a word can find is a bare name without a dot (`db01`): any word could be one. `isTarget` says that the
 * word stands where programs look for targets, so that `8.8` is no version.
 */
export function hostsIn(word: string, isTarget = false): readonly string[] {
  const text = inAscii(word).replace(/@SECLEVEL=[0-5]/g, '');
  if (leadsAway.test(text)) return [word];
  const readings = new Set([text, text.replaceAll(wildcard, '1')]);
  return [
    ...new Set(
      [...readings]
        .flatMap((one) => one.split(/[\s,;="'`<>()|&!$^*\\?]+/))
        .flatMap((part) => hostsInPart(part, isTarget)),
    ),
  ];
}

/** `scheme://x`, `//x` and `\\x` at the start of a part, and the files that shells make connections of. */
const leadsAway =
  /:\/\/[^\s]|\b(?:https?|ftp|wss?):[/\\]|(?:^|[\s=,;:@"'(<])(?:\/\/|\\\\)[^\s/\\]|\/dev\/(?:tcp|udp)\//i;

/** Some digit or name of several: `*.8.8.8`, `[8-9].8.8.8`, `{a,b}.example`. */
const wildcard =
  /(?:\*|\[[^\].:\s]*\]|\{[^}.:\s]*\})(?=[.\w])|(?<=[.\w])(?:\*|\[[^\].:\s]*\]|\{[^}.:\s]*\})/g;

/**
 * What a program makes of a word that is no ASCII (UTS #46), as far as it matters here: full-width digits and dots become plain
 * ones, and what nobody sees goes.
 */
const inAscii = (word: string): string =>
  word
    .normalize('NFKC')
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    // Programs that fetch decode the host of a URL.
    .replaceAll(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll('\u3002', '.');

function hostsInPart(part: string, isTarget: boolean): readonly string[] {
  const subject = part.replace(/^@+(?=\.{0,2}\/)/, '');
  const isOption = subject.startsWith('-');
  const isPath = /^\.{0,2}\//.test(subject);
  const pieces = subject.split(/[@#/:+~%[\]{}]+/);
  return [
    ...pieces.flatMap((piece, index) => {
      const found =
        index === 0 && isOption
          ? behindLetters(piece, isTarget)
          : isAddressLike(piece, isTarget)
            ? [piece]
            : [];
      const name = index === 0 ? piece.replace(/^-/, '') : piece;
      return isPath || !isName(name) ? found : [...found, name];
    }),
    ...shortNetwork(subject),
    ...ipv6In(subject, isOption),
    ...(isPath ? [] : [...behindAt(subject), ...withService(subject)]),
  ];
}

/** `-h8.8.8.8`: an option with its value glued to it; a number can begin behind any letter. `--tlsv1.2` is a name of its own. */
const behindLetters = (option: string, isTarget: boolean): readonly string[] =>
  [...option.matchAll(/(?<![0-9.])[0-9]/g)]
    .map(({ index }) => option.slice(index))
    .filter((text) => isAddressLike(text, isTarget && !option.startsWith('--')));

/** `10/8` and `9.8/16` are networks where what is before the slash may be a number. */
const shortNetwork = (part: string): readonly string[] =>
  /^[0-9]{1,3}(?:\.[0-9]{1,3})?\/[0-9]{1,2}$/.test(part) ? [part] : [];

/** A name with a dot. Long options may have one (`--log.level`), and no top-level domain begins with a digit (`1.5s`). */
function isName(text: string): boolean {
  if (/^(?:localhost|ip6-localhost|ip6-loopback)$/i.test(text)) return true;
  if (!text.includes('.') || text.startsWith('-') || /^[0-9]+\.[0-9]+[a-z]{1,3}$/i.test(text)) return false;
  // Neither underscores nor letters beyond ASCII are of a host name, and programs look such names up all the same.
  return readHostName(text.replaceAll(/[\p{L}\p{N}\p{M}_]/gu, plainly)).kind === 'name';
}

const plainly = (character: string): string => (/[A-Za-z0-9]/.test(character) ? character : 'x');

/** The longest IPv6 addresses among groups with colons between them: in `tcp:fd00::1`, `[::1]:80`, and glued to an option. */
function ipv6In(part: string, isOption: boolean): readonly string[] {
  return part.split(/[^0-9A-Za-z:.]+/).flatMap((text) => {
    const groups = text.split(':');
    // Of `-hfd00` the last character is enough to tell whether an address follows.
    if (isOption) groups[0] = /[0-9A-Fa-f]?$/.exec(groups[0] ?? '')?.[0] ?? '';
    const found: string[] = [];
    for (let start = 0; start + 2 < groups.length; start += 1) {
      const ends = Array.from({ length: 7 }, (_, index) => start + 9 - index);
      const end = ends.find(
        (at) => at <= groups.length && parseIpv6(groups.slice(start, at).join(':')) !== null,
      );
      if (end === undefined) continue;
      found.push(groups.slice(start, end).join(':'));
      start = end - 1;
    }
    return found;
  });
}

/** `user@db`, `@db`: behind an `@` stands a machine, though its name has no dot. */
const behindAt = (part: string): readonly string[] =>
  [...part.matchAll(/@([\p{L}\p{N}_-]*\p{L}[\p{L}\p{N}_-]*)/gu)].map(([, name = '']) => name);

/** `db:http`, `db:80`, `db#53`: a name before a port or a service is a machine, but in `T:80` and `tcp:80`. */
const withService = (part: string): readonly string[] =>
  [...part.matchAll(/([\p{L}\p{N}._-]+)(?=[:#]([A-Za-z0-9-]+)(?:$|[/:#@,]))/gu)].flatMap(
    ([, name = '', service = '']) => {
      const isNumber = /^[0-9]{1,5}$/.test(service);
      if (isNumber && protocol.test(name)) return [];
      return /\p{L}/u.test(name) && (isNumber || /^(?=.*[a-z])[a-z0-9-]{2,15}$/.test(service))
        ? [`${name}:${service}`]
        : [];
    },
  );

const protocol = /^(?:-[A-Za-z])?(?:[TUS]|tcp|udp|sctp)$/;
