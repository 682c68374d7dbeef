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
  { parameters, extra_args: flags }: Definition,
  slots: readonly ArgSlot[],
): readonly Slip[] {
  const misplaced = slots.flatMap((slot) =>
    slot.template.flatMap((piece, index): readonly Slip[] => {
      if (piece.kind === 'fixed' || parameterOf(parameters, piece.name)?.type !== 'target') return [];
      const start = templateText(slot.template.slice(0, index));
      const own = isOptionStart(slot, start) ? start.slice(0, -1) : null;
      const near = optionsNear(slot);
      const why =
        first(own === null ? near : [own], (option) => wrongOption(piece.part, option)) ??
        // A program may take a whole `--name=value` for the value of the option before it.
        first(near, (option) => wrongName(piece.part, option));
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

const first = (options: readonly string[], wrong: (option: string) => string | null): string | null =>
  options.map(wrong).find((why) => why !== null) ?? null;

function wrongOption(part: string | null, option: string): string | null {
  switch (part) {
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
      return wrongName(part, option);
  }
}

const wrongName = (part: string | null, option: string): string | null =>
  (part === 'host' || part === 'host_header') && isWay(option)
    ? 'stands behind an option that tells where to go or what to look up; write {….address} there, and the name behind the option for TLS or the header'
    : null;

/** Whether the name of an option says that the program goes to, or looks up, what it is given. */
function isWay(option: string): boolean {
  if (option === '-x' || option === '-h') return true;
  const name = option
    .replaceAll(/([a-z])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replace('server-name', 'servername');
  if (/proxy|socks|resolve|dns|doh/.test(name)) return true;
  const words = name.split(/[^a-z0-9]+/);
  if (words.some((word) => forName.includes(word))) return false;
  return /server/.test(name) || words.some((word) => ways.includes(word));
}

const forName: readonly string[] = ['header', 'sni', 'servername'];
const ways: readonly string[] = [
  'host',
  'hostname',
  'connect',
  'url',
  'ip',
  'address',
  'gateway',
  'relay',
  'via',
];

const isConnection = ({ template }: ArgSlot): boolean =>
  template.some((piece) => piece.kind === 'param' && piece.part === 'connect_to');

/** `--next`, as curl lets it be shortened, and `-:`, alone or among other letters. */
const isNext = (word: string): boolean => /^(?:--next?|-[A-Za-z0-9#]*:.*)$/.test(word);

/** Of several connections curl takes the first that fits. */
const isOtherConnection = ({ text, near }: ArgSlot): boolean =>
  near.includes('--connect-to') || text.startsWith('--connect-to=');

const ending =
  'ends what {….connect_to} holds for, so that the program would look the name up again; leave it out (--next, -:, a connection of your own)';
