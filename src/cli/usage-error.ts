import type { CommanderError } from '@commander-js/extra-typings';
import { failure } from '../kernel/failure.ts';
import { shownFailure, type ShownError } from './error-document.ts';

/** True where the words ask for JSON, read without a parser: what they say may be what it could not read. */
export function asksForJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end === -1 ? argv.length : end).includes('--json');
}

/** A command line that could not be read, as data; what it says on stderr is commander's own. */
export function shownUsageError({ code, message }: CommanderError): ShownError {
  const [first = '', ...hints] = message.replace(/^error: /, '').split('\n');
  const what = code === 'commander.help' ? 'This command needs the name of a subcommand.' : first;
  const next = [
    ...hints.map((hint) => hint.replace(/^\((.*)\)$/, '$1')).filter((hint) => hint !== ''),
    '--help after the command shows what it takes.',
  ];
  return shownFailure(failure('input.invalid', what, { next }));
}
