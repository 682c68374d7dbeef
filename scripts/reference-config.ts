import { envAliases, otherEnvNames } from '../src/config/env-names.ts';
import { inlineValue } from '../src/config/inline-value.ts';
import { configJsonSchema } from '../src/config/json-schema.ts';
import { configRows, type ConfigRow } from '../src/config/rows.ts';
import { table } from './markdown-table.ts';

/** The reference page of the configuration: every key, every environment name, from the schema. */
export const renderConfigPage = (): string =>
  [
    '# Configuration',
    '',
    '*Made from the schema by `npm run generate`.*',
    '',
    ...intro,
    '',
    ...sections().flatMap(({ name, description, rows }) => [
      `## ${name}`,
      '',
      ...(description === '' ? [] : [description, '']),
      table(['key', 'takes', 'default', 'environment', 'meaning'], rows.map(cells)),
    ]),
    '## Names of the original design',
    '',
    'These work too. Where two set one key, the one further up wins; a `BAILIWICK_` name wins over all of them.',
    '',
    table(
      ['environment', 'key'],
      [...envAliases].map(([name, { path }]) => [code(name), code(path)]),
    ),
    '## Names that are no keys',
    '',
    table(
      ['environment', 'meaning'],
      [...otherEnvNames].map(([name, meaning]) => [code(name), meaning]),
    ),
  ].join('\n');

const intro = [
  'A configuration is YAML 1.2 or JSON. It is looked for at the path given with `--config`, then at `$BAILIWICK_CONFIG`, then at',
  '`${XDG_CONFIG_HOME:-~/.config}/bailiwick/config.yaml`, `config.yml` or `config.json`, of which there may be one; without a file, the',
  'defaults hold. [config.example.yaml](config.example.yaml) has every key with its default, and',
  '[config.schema.json](config.schema.json) is for editors.',
  '',
  'Each key has its value from the last of these that sets it: the default, the file, the environment, the command line. A list is',
  'replaced as a whole. An unknown key or name and a value out of range are errors, in every source, even where a later source has a',
  'right value; nothing is clamped and nothing is ignored.',
  '',
  'In the environment a switch is `true`, `1`, `yes`, `on`, `false`, `0`, `no` or `off`; a number is in plain decimal; the items of a',
  'list have commas between them. An empty value is refused, so that an unset shell variable cannot empty a list of denied targets.',
  'In a file there are no aliases, tags or duplicate keys, and numbers are in plain decimal.',
  '',
  'Keys marked *secret* are never shown, neither by `bailiwick config show` nor in an error.',
];

interface Section {
  readonly name: string;
  readonly description: string;
  readonly rows: readonly ConfigRow[];
}

const sections = (): readonly Section[] =>
  Object.entries(configJsonSchema().properties ?? {}).map(([name, schema]) => {
    const rows = configRows.filter(({ keys }) => keys[0] === name);
    const isSection = typeof schema === 'object' && rows.every(({ keys }) => keys.length > 1);
    return { name, description: isSection ? (schema.description ?? '') : '', rows };
  });

const cells = (row: ConfigRow): readonly string[] => [
  code(row.keys.slice(1).join('.') || row.path),
  row.accepts,
  row.default === undefined ? 'none' : code(inlineValue(row.default)),
  row.env === null ? 'none' : code(row.env),
  `${row.description}${row.secret ? ' *secret*' : ''}`,
];

const code = (text: string): string => `\`${text}\``;
