import { inlineValue } from './inline-value.ts';
import { configJsonSchema } from './json-schema.ts';
import { anyName, configRows, type ConfigRow } from './rows.ts';

/** An example configuration with every key: it loads cleanly and means the same as no file at all. */
export const renderConfigExample = (): string =>
  [
    '# yaml-language-server: $schema=config.schema.json',
    '# Every key of bailiwick with its default; keys without one are commented out. config.md explains how the sources combine.',
    '',
    ...Object.entries(configJsonSchema().properties ?? {}).flatMap(([name, schema]) => [
      ...comment(typeof schema === 'object' ? (schema.description ?? '') : '', ''),
      ...section(configRows.filter(({ keys }) => keys[0] === name)),
      '',
    ]),
  ]
    .join('\n')
    .trimEnd()
    .concat('\n');

/** A section in which no key has a default is a comment as a whole: an empty mapping is an error. */
function section(rows: readonly ConfigRow[]): readonly string[] {
  const [first] = rows;
  if (first === undefined) return [];
  if (first.keys.length === 1) return [`${first.path}: ${inlineValue(first.default)}`];
  const off = rows.every((row) => row.default === undefined) ? '# ' : '';
  return rows.flatMap((row, index) => {
    const before = rows[index - 1]?.keys.slice(0, -1) ?? [];
    const parents = row.keys.slice(0, -1);
    const opened = parents.flatMap((key, depth) =>
      before.slice(0, depth + 1).join('.') === parents.slice(0, depth + 1).join('.')
        ? []
        : [`${off}${'  '.repeat(depth)}${key === anyName ? 'nmap' : key}:`],
    );
    return [...opened, ...leaf(row, off)];
  });
}

function leaf(row: ConfigRow, off: string): readonly string[] {
  const indent = `${off}${'  '.repeat(row.keys.length - 1)}`;
  const range = row.type === 'integer' || row.type === 'text' ? ` Takes ${row.accepts}.` : '';
  const [start, value] =
    row.default === undefined ? [off === '' ? '# ' : '', sampleOf(row)] : ['', row.default];
  return [
    ...comment(`${row.description}${range}`, indent),
    `${indent}${start}${row.keys.at(-1)}: ${inlineValue(value)}`,
  ];
}

/** A value of a key without a default: of fixed words the first. */
const sampleOf = ({ type, accepts }: ConfigRow): unknown =>
  /^one of ([a-z_]+)/.exec(accepts)?.[1] ?? samples[type];

const samples: Readonly<Record<ConfigRow['type'], unknown>> = {
  boolean: true,
  integer: 10,
  text: '',
  list: [],
};

/** A comment of lines that are at most 110 characters wide. */
function comment(text: string, indent: string): readonly string[] {
  const width = 110 - indent.length - 2;
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + word.length < width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.map((line) => `${indent}# ${line}`);
}
