/** States of a port as scanners tell them; `not_open` is all that is known where only open ports are told. */
export const portStates = [
  'open',
  'closed',
  'filtered',
  'unfiltered',
  'open|filtered',
  'closed|filtered',
  'not_open',
  'unknown',
] as const;

export type PortState = (typeof portStates)[number];

/**
 * Whether a port that was seen in one state and then in another has changed. A vague word, such as that of a scan which tells
 * open ports alone, contradicts only the states that it rules out.
 */
export function hasChanged(from: PortState, to: PortState): boolean {
  return from !== to && !covers(from, to) && !covers(to, from);
}

const covers = (vague: PortState, state: PortState): boolean => meanings[vague].includes(state);

/** What each vague word may stand for, other vague words included. */
const meanings: Readonly<Record<PortState, readonly PortState[]>> = {
  open: [],
  closed: [],
  filtered: [],
  'open|filtered': [],
  'closed|filtered': ['closed', 'filtered', 'open|filtered'],
  unfiltered: ['open', 'closed', 'not_open', 'closed|filtered', 'open|filtered'],
  not_open: ['closed', 'filtered', 'closed|filtered', 'open|filtered'],
  unknown: portStates,
};
