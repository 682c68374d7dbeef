import type { Config } from '../../config/schema.ts';

/** A call that is made again and again. */
export interface Watch {
  readonly name: string;
  readonly tool: string;
  /** The arguments of the call. */
  readonly input: unknown;
  /** From the start of one run to that of the next, milliseconds. */
  readonly everyMs: number;
  /** What each run is compared with: the one before, or a baseline. */
  readonly baseline: 'previous' | { readonly name: string };
  readonly notify: 'changes' | 'always' | 'never';
}

/** The watches of a configuration that is sound, in its order. */
export const watchesOf = ({ watches }: Pick<Config, 'watches'>): readonly Watch[] =>
  Object.entries(watches).map(([name, given]) => ({
    name,
    tool: given.tool ?? '',
    input: inputOf(given.arguments ?? '{}'),
    everyMs: milliseconds(given.every ?? ''),
    baseline: (given.baseline ?? 'previous') === 'previous' ? 'previous' : { name: given.baseline ?? '' },
    notify: given.notify ?? 'changes',
  }));

/** Who makes the calls of a watch, as records have it. */
export const principalOf = ({ name }: Pick<Watch, 'name'>): string => `watch:${name}`;

/** It is known to be JSON, or the configuration would not be in force. */
const inputOf = (text: string): unknown => JSON.parse(text);

function milliseconds(every: string): number {
  const [, number = '', unit = ''] = /^(\d+)([smhd])$/.exec(every) ?? [];
  return Number(number) * (unitMs.get(unit) ?? Number.NaN);
}

const unitMs: ReadonlyMap<string, number> = new Map([
  ['s', 1000],
  ['m', 60_000],
  ['h', 3_600_000],
  ['d', 86_400_000],
]);
