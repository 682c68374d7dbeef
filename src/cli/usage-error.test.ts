import { CommanderError } from '@commander-js/extra-typings';
import { expect, test } from 'vitest';
import { asksForJson, shownUsageError } from './usage-error.ts';

test('a wish for JSON counts wherever it stands, but not among the words for a program', () => {
  expect(asksForJson(['doctor', '--jsn', '--json'])).toBe(true);
  expect(asksForJson(['doctor'])).toBe(false);
  expect(asksForJson(['run', 'nmap', '--', '--json'])).toBe(false);
});

test('a usage error as data says what was wrong and what was probably meant', () => {
  const error = new CommanderError(1, 'commander.x', "error: unknown option '--x'\n(Did you mean --y?)");
  expect(shownUsageError(error)).toMatchObject({
    code: 'input.invalid',
    message: "unknown option '--x'",
    next: ['Did you mean --y?', expect.stringContaining('--help')],
  });
});

test('a command without its subcommand says so, where commander has only shown its help', () => {
  expect(shownUsageError(new CommanderError(1, 'commander.help', '(outputHelp)')).message).toContain(
    'subcommand',
  );
});
