import { isOptionStart, optionsNear, type ArgSlot } from './arg-slots.ts';
import type { Definition } from './format.ts';
import { parameterOf } from './parameter-of.ts';
import type { Slip } from './slips.ts';
import { isFixed, placeText, templateText } from './template.ts';

/**
 * Finds parts of a web address where they lead elsewhere than to what pins them: a connection that no option makes, names that are
 * given to a proxy or a look-up, and words that end what a connection holds for.
 */
export function checkNamePlaces(
  { parameters, extra_args: flags, name_options: known = [] }: Definition,
  slots: readonly ArgSlot[],
): readonly Slip[] {
  const misplaced = slots.flatMap((slot) =>
    slot.template.flatMap((piece, index): readonly Slip[] => {
      const parameter = piece.kind === 'param' ? parameterOf(parameters, piece.name) : undefined;
      if (piece.kind === 'fixed' || parameter?.type !== 'target') return [];
      const target = { part: piece.part, kind: parameter.kind };
      const start = templateText(slot.template.slice(0, index));
      const own = isOptionStart(slot, start) ? start.slice(0, -1) : null;
      const near = optionsNear(slot);
      const why =
        first(own === null ? near : [own], (option) => wrongOption(target, option, known)) ??
        // A program may take a whole `--name=value` for the value of the option before it.
        first(near, (option) =>
          option.length > 2 && isWay(option) ? wrongName(target, option, known) : null,
        );
      return why === null ? [] : [{ path: slot.path, message: `${placeText(piece)} ${why}` }];
    }),
  );
  if (!slots.some(isConnection)) return misplaced;
  const ends = slots.filter(
    (slot) => isFixed(slot.template) && (isNext(slot.text) || isOtherConnection(slot)),
  );
  const nextFlags = Object.keys(flags ?? {}).filter(isNext);
  return [
    ...misplaced,
    ...ends.map(({ path }) => ({ path, message: ending })),
    ...nextFlags.map((flag) => ({ path: ['extra_args', flag], at: 'key' as const, message: ending })),
  ];
}

interface TargetPiece {
  readonly part: string | null;
  readonly kind: 'host' | 'one_host' | 'query' | 'url';
}

const first = (options: readonly string[], wrong: (option: string) => string | null): string | null =>
  options.map(wrong).find((why) => why !== null) ?? null;

function wrongOption(piece: TargetPiece, option: string, known: readonly string[]): string | null {
  switch (piece.part) {
    case 'connect_to':
      return option === '--connect-to'
        ? null
        : 'pins nothing there; put it right behind --connect-to, the option of curl that heeds it';
    case 'named':
      return option === '--url'
        ? null
        : 'stands behind an option that its connection does not hold for; write it behind "--", behind --url, or alone';
    case null:
    default:
      return wrongName(piece, option, known);
  }
}

function wrongName({ part, kind }: TargetPiece, option: string, known: readonly string[]): string | null {
  if (part === 'host' || part === 'host_header')
    return takesName(option, part) || known.includes(option)
      ? null
      : `stands behind ${option}, and a program may go to what it is given there, or look it up; write {….address} there, or list ${option} in name_options if it only names, as --sni and --header do`;
  return kind === 'query' && part === null && isWay(option) && !known.includes(option)
    ? `stands behind ${option}, which tells where to go: what is asked for is judged as a name alone, and no program may connect to it`
    : null;
}

/** Whether an option is known to take a name for TLS or a header, and to do nothing else with it. */
function takesName(option: string, part: string): boolean {
  if (part === 'host_header' && option === '-H') return true;
  const name = plain(option);
  return !leadsOn.test(name) && names.test(name);
}

/** Whether the name of an option says that the program goes to, or looks up, what it is given. */
function isWay(option: string): boolean {
  const name = plain(option);
  return (
    /^-[DHJLRWhx]$/.test(option) ||
    leadsOn.test(name) ||
    name.split(/[^a-z0-9]+/).some((word) => ways.includes(word))
  );
}

/** Camel case as words, in lower case. */
const plain = (option: string): string => option.replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase();

const names =
  /(?:^|[^a-z])(?:sni|server-?name|tls-?name|verify[-_]?host(?:name)?|headers?|vhost|virtual-?host|authority)(?:$|[^a-z])/;
const leadsOn = /proxy|socks|resolve|dns|doh|server(?!-?name)/;

const ways: readonly string[] =
  `host hostname connect url uri ip address gateway relay via target targets peer remote endpoint dest destination
  to mx jump upstream forward rhost broker node ntp smtp api fetch ocsp kdc dc tunnel router`.split(/\s+/);

const isConnection = ({ template }: ArgSlot): boolean =>
  template.some((piece) => piece.kind === 'param' && piece.part === 'connect_to');

/** `--next`, as curl lets it be shortened, and `-:`, alone or among other letters. */
const isNext = (word: string): boolean => /^(?:--next?|-[A-Za-z0-9#]*:[A-Za-z0-9#:]*)$/.test(word);

/** Of several connections curl takes the first that fits. */
const isOtherConnection = ({ text, near }: ArgSlot): boolean =>
  near.includes('--connect-to') || text.startsWith('--connect-to=');

const ending =
  'ends what {….connect_to} holds for, so that the program would look the name up again; leave it out (--next, -:, a connection of your own)';
