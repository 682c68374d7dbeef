import { expect, test } from 'vitest';
import { loadConfig } from './load.ts';
import { anyName, configRows, type ConfigRow } from './rows.ts';
import { getIn, setIn } from './tree.ts';

const leaves = configRows
  .filter(({ env }) => env !== null)
  .map((row) => ({
    row,
    path: row.path,
    env: row.env?.replace('<NAME>', 'NMAP') ?? '',
    keys: row.keys.map((key) => (key === anyName ? 'nmap' : key)),
  }));

type Outcome = 'refused' | true | 'as in a file';

/** What an odd spelling is to a leaf of each type; `as in a file` is what the same text in quotes is there. */
const spellings: readonly (readonly [string, Readonly<Record<ConfigRow['type'], Outcome>>])[] = [
  ['', { boolean: 'refused', integer: 'refused', text: 'refused', list: 'refused' }],
  [' ', { boolean: 'refused', integer: 'refused', text: 'refused', list: 'refused' }],
  [' 1 ', { boolean: 'refused', integer: 'refused', text: 'refused', list: 'refused' }],
  ['0x1', { boolean: 'refused', integer: 'refused', text: 'as in a file', list: 'as in a file' }],
  ['1e3', { boolean: 'refused', integer: 'refused', text: 'as in a file', list: 'as in a file' }],
  ['1.0', { boolean: 'refused', integer: 'refused', text: 'as in a file', list: 'as in a file' }],
  ['NaN', { boolean: 'refused', integer: 'refused', text: 'as in a file', list: 'as in a file' }],
  ['inf', { boolean: 'refused', integer: 'refused', text: 'as in a file', list: 'as in a file' }],
  ['null', { boolean: 'refused', integer: 'refused', text: 'as in a file', list: 'as in a file' }],
  ['True', { boolean: true, integer: 'refused', text: 'as in a file', list: 'as in a file' }],
];

/** The value that a leaf has, or `refused`. */
function outcome(keys: readonly string[], sources: Parameters<typeof loadConfig>[0]): unknown {
  const loaded = loadConfig(sources);
  return loaded.ok ? getIn(loaded.value.config, keys) : 'refused';
}

test.each(leaves)(
  'D8: each odd spelling of $path in the environment is what the table says',
  ({ row, env, keys }) => {
    for (const [spelling, expected] of spellings) {
      const inFile = row.type === 'list' ? [spelling] : spelling;
      const file = { path: 'c.json', text: JSON.stringify(setIn({}, keys, inFile)) };
      const wanted = expected[row.type];
      expect([spelling, outcome(keys, { env: { [env]: spelling }, flags: [] })]).toEqual([
        spelling,
        wanted === 'as in a file' ? outcome(keys, { file, env: {}, flags: [] }) : wanted,
      ]);
    }
  },
);
