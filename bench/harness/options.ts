import { parseArgs } from 'node:util';
import type { Effort } from './report.ts';

export interface Options {
  readonly effort: Effort;
  /** The suites that are run, in the order of the bench. */
  readonly suites: readonly string[];
  /** Where the report goes as JSON, or null. */
  readonly json: string | null;
}

/** Reads the command line; throws a sentence for the person who typed it. */
export function readOptions(args: readonly string[], known: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean' },
      full: { type: 'boolean' },
      json: { type: 'string' },
      only: { type: 'string' },
    },
  });
  if (values.quick === true && values.full === true) throw new Error('Choose one of --quick and --full.');
  const asked = values.only?.split(',') ?? known;
  const unknown = asked.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new Error(`There is no suite ${JSON.stringify(unknown)}. Suites: ${known.join(', ')}.`);
  }
  return {
    effort: values.full === true ? 'full' : 'quick',
    suites: known.filter((name) => asked.includes(name)),
    json: values.json ?? null,
  };
}
