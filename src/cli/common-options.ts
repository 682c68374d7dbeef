import type { CommandUnknownOpts } from '@commander-js/extra-typings';
import type { FlagSetting } from '../config/flag-layer.ts';
import { repeatable } from './repeatable.ts';

/** The options that every command takes, before or after its name. */
export interface CommonOptions {
  readonly config: string | undefined;
  readonly json: boolean;
  readonly quiet: boolean;
  readonly verbose: boolean;
  readonly colour: boolean;
  /** The settings that the command line makes, in the order given; the last one wins. */
  readonly flags: readonly FlagSetting[];
}

/** Declares the common options on a command; `json` is left out where it means something else there. */
export function addCommonOptions<C extends CommandUnknownOpts>(
  command: C,
  leaveOut: readonly 'json'[] = [],
): C {
  command
    .option('--config <file>', 'the configuration file (default: $BAILIWICK_CONFIG, then the user’s own)')
    .option('--set <section.key=value>', 'override one configuration value; repeatable', repeatable)
    .option('-q, --quiet', 'no more words than needed')
    .option('-v, --verbose', 'log lines on stderr as well')
    .option('--no-color', 'plain text; NO_COLOR does the same');
  if (!leaveOut.includes('json')) command.option('--json', 'machine-readable output on stdout');
  return command;
}

/** Gathers the common options from a command and all above it; the nearest to the command wins. */
export function readCommonOptions(command: CommandUnknownOpts): CommonOptions {
  const chain: Readonly<Record<string, unknown>>[] = [];
  for (let at: CommandUnknownOpts | null = command; at !== null; at = at.parent) chain.push(at.opts());
  const text = (key: string): string | undefined => chain.map((options) => options[key]).find(isString);
  const on = (key: string): boolean => chain.some((options) => options[key] === true);
  return {
    config: text('config'),
    json: on('json'),
    quiet: on('quiet'),
    verbose: on('verbose'),
    colour: !chain.some((options) => options['color'] === false),
    flags: chain
      .toReversed()
      .flatMap((options) => (isStrings(options['set']) ? options['set'] : []))
      .map(parseSetting),
  };
}

/** Reads `section.key=value`; the configuration says what is wrong with anything else. */
export function parseSetting(text: string): FlagSetting {
  const equals = text.indexOf('=');
  if (equals === -1) return { flag: '--set', path: text, text: null };
  return { flag: '--set', path: text.slice(0, equals), text: text.slice(equals + 1) };
}

const isString = (value: unknown): value is string => typeof value === 'string';

const isStrings = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every(isString);
