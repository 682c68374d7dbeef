import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { nearest } from '../kernel/nearest.ts';

/** Ends a command that has subcommands of its own, and takes no words, where a word follows it: it may be a slip for one. */
export function refuseStrayWords(command: CommandUnknownOpts): void {
  const [word] = command.args;
  if (word === undefined) return;
  const meant = nearest(
    word,
    command.commands.map((child) => child.name()),
  );
  const hint = meant === null ? '' : `\n(Did you mean ${meant}?)`;
  command.error(`error: unknown command '${word}'${hint}`, { code: 'commander.unknownCommand' });
}
