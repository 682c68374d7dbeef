import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import { expect, test } from 'vitest';
import { configSchema } from '../config/schema.ts';
import { serviceControlFolder } from '../host/places.ts';
import { exitCodeOfSignal, exitCodes } from './exit-code.ts';
import { createProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

const unit = readFileSync(new URL('../../docs/bailiwick.service', import.meta.url), 'utf8');
const valueOf = (directive: string): string =>
  new RegExp(`^${directive}=(.*)$`, 'm').exec(unit)?.[1] ?? `no ${directive}`;

const program = createProgram({ terminal: processTerminal().terminal, finish: () => undefined });

/** The command that words lead to, and those of its options that they give. */
function read(words: readonly string[]): { readonly path: string; readonly unknown: readonly string[] } {
  let command: CommandUnknownOpts = program;
  const names: string[] = [];
  for (const word of words) {
    const next = command.commands.find((child) => child.name() === word);
    if (next === undefined) break;
    command = next;
    names.push(word);
  }
  const known = new Set(command.options.map(({ long }) => long));
  const given = words.filter((word) => word.startsWith('--'));
  return { path: names.join(' '), unknown: given.filter((word) => !known.has(word)) };
}

test.each([
  ['ExecStart', 'serve'],
  ['ExecReload', 'reload'],
])('%s of the systemd unit is a command line that there is', (directive, path) => {
  const [file = '', ...words] = valueOf(directive).split(' ');
  expect(basename(file)).toBe('bailiwick');
  expect(read(words)).toEqual({ path, unknown: [] });
});

test('every command that the unit and its page name is one that there is', () => {
  const page = readFileSync(new URL('../../docs/operating.md', import.meta.url), 'utf8');
  const named = [...`${unit}\n${page}`.matchAll(/\bbailiwick ([a-z][a-z -]*(?:--[a-z]+)?)/g)]
    .map(([, words = '']) => words.trim().split(/ +/))
    .filter(([first = '']) => program.commands.some((command) => command.name() === first));
  expect(named.length).toBeGreaterThan(5);
  expect(named.map((words) => read(words).unknown).flat()).toEqual([]);
});

test('it leaves time for running calls, takes an orderly end for one, and looks where commands do', () => {
  const { server, limits } = configSchema.parse({ version: 1 });
  const ends = server.drain_delay_sec + server.shutdown_grace_period + limits.kill_grace_sec;
  expect(Number(valueOf('TimeoutStopSec'))).toBeGreaterThan(ends + 5);
  expect(valueOf('SuccessExitStatus').split(' ').map(Number)).toEqual([
    exitCodeOfSignal('SIGTERM'),
    exitCodeOfSignal('SIGINT'),
  ]);
  expect(valueOf('RestartPreventExitStatus').split(' ').map(Number)).toEqual([
    exitCodes.usage,
    exitCodes.config,
  ]);
  expect(`/run/${valueOf('RuntimeDirectory')}`).toBe(serviceControlFolder);
  expect(valueOf('LoadCredential')).toBe('token:/etc/bailiwick/token');
});
