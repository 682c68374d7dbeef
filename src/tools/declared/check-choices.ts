import type { Path } from '../../config/tree.ts';
import { quote } from '../../kernel/quote.ts';
import type { Definition } from './format.ts';
import { hostsIn } from './hosts-in-word.ts';
import type { Slip } from './slips.ts';

/** An enum may spell versions such as TLSv1.2, but names no host: only callers name those, and the scope judges them. */
export function checkChoices(path: Path, choices: readonly string[]): readonly Slip[] {
  return choices.flatMap((choice, index): readonly Slip[] => {
    if (choices.indexOf(choice) !== index) return [{ path: [...path, index], message: 'is written twice' }];
    const [host] = hostsIn(choice);
    const message = `names a host or an address, ${quote(host ?? '')}; only targets do, so that the scope judges them`;
    return host === undefined ? [] : [{ path: [...path, index], message }];
  });
}

/** What a flag of `extra_args` lets callers choose from is held to the same. */
export const checkFlags = ({ extra_args: flags = {} }: Definition): readonly Slip[] =>
  Object.entries(flags).flatMap(([name, flag]) => {
    if (flag === 'none') return [];
    if ('enum' in flag) return checkChoices(['extra_args', name, 'enum'], flag.enum);
    return 'some_of' in flag ? checkChoices(['extra_args', name, 'some_of'], flag.some_of) : [];
  });
