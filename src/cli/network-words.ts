import { InvalidArgumentError } from '@commander-js/extra-typings';
import { readTarget } from '../scope/target.ts';

/** Reads an address, a block or a range, as our own text for it. */
export function networkWords(text: string): string {
  const target = readTarget(text);
  if (target === null || target.kind === 'host')
    throw new InvalidArgumentError(
      'It takes an address, a block or a range, such as 10.0.0.5 or 10.0.0.0/24.',
    );
  return target.text;
}
