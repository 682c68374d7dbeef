import type { AuthorisedTarget } from '../../../scope/authorised-target.ts';
import type { Unfit } from '../../tool-spec.ts';

/** Names are looked for below a domain: below an address there are none. */
export function unfitForGobuster(targets: readonly AuthorisedTarget[]): Unfit | null {
  const reverse = targets.find(({ kind, asked, text }) => kind === 'name' && asked !== text);
  return reverse === undefined
    ? null
    : {
        field: reverse.field,
        why: `${reverse.field} ${reverse.asked} is an address; names are looked for below a domain.`,
        next: ['Give a domain, such as "lab.internal"; dig tells the name of an address.'],
      };
}
