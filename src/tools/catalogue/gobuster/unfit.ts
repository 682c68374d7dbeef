import type { AuthorisedTarget } from '../../../scope/authorised-target.ts';
import type { Unfit } from '../../tool-spec.ts';
import type { NamedFile } from '../../tool.ts';
import type { GobusterInput } from './params.ts';

/** Every name that is asked for must lie below a domain that the scope has judged; words of a list are not judged themselves. */
export function unfitForGobuster(
  targets: readonly AuthorisedTarget[],
  { mode }: GobusterInput,
  files: readonly NamedFile[],
): Unfit | null {
  const domain = targets.find(({ kind }) => kind === 'name');
  if (domain !== undefined && domain.asked !== domain.text)
    return {
      field: domain.field,
      why: `${domain.field} ${domain.asked} is an address; names are looked for below a domain.`,
      next: ['Give a domain, such as "lab.internal"; dig tells the name of an address.'],
    };
  if (mode !== 'vhost') return null;
  if (domain === undefined)
    return {
      field: 'domain',
      why: 'domain is missing: target is an address, and the words of a list are asked for below a domain, never as names of their own.',
      next: ['Give domain="corp.lab.internal", or a URL with the name of the host.'],
    };
  // gobuster's HTTP library sends "dc01.lab.internal/.www.lab.internal" as the host dc01.lab.internal, which may be denied.
  return files.some(({ endsNames }) => endsNames)
    ? {
        field: 'wordlist',
        why: 'wordlist has words with a blank or one of / \\ : ? # @, at which a host name ends, so that they would be asked for as names of their own.',
        next: ['Name a list of plain names, as for mode="dns".'],
      }
    : null;
}
