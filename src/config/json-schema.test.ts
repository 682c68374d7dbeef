import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { ok } from '../kernel/result.ts';
import { brokenConfigs } from './fixtures/broken-configs.ts';
import { configJsonSchema } from './json-schema.ts';
import { anyName, configRows } from './rows.ts';
import { configSchema } from './schema.ts';
import { resolveSecrets } from './secret-source.ts';
import { getIn, isTree, setIn, type Tree } from './tree.ts';
import { readYaml } from './yaml-tree.ts';

test('the JSON Schema refuses unknown keys, marks secrets the standard way, and carries no words of ours', () => {
  const schema = configJsonSchema();
  const text = JSON.stringify(schema);
  expect(schema.$schema).toBe('https://json-schema.org/draft/2020-12/schema');
  expect(schema.additionalProperties).toBe(false);
  expect(text.match(/"writeOnly":true/g)).toHaveLength(6);
  expect(text).not.toMatch(/"(?:secret|form)":/);
});

test('the JSON Schema requires nothing, as an empty mapping is a configuration', () => {
  expect(JSON.stringify(configJsonSchema())).not.toContain('"required"');
});

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
const allows = ajv.compile(configJsonSchema());
const secret = 'c0rridor-'.repeat(5);

/** What our own reader says, a secret that is named being there. */
function reads(tree: Tree): boolean {
  const { tree: whole, faults } = resolveSecrets(tree, () => ok(kept(tree)));
  return faults.length === 0 && configSchema.safeParse(whole).success;
}

/** What a secret's own place holds, as the leaf that names it takes it. */
const kept = (tree: Tree): string => {
  if ('database' in tree) return 'sqlite:/x';
  const urls = ['announcements', 'watch_notices'].map((section) => getIn(tree, [section, 'webhook_url']));
  return urls.every((url) => url === undefined) ? secret : 'https://a.lab';
};

const numbers = [0, 1, 2, -1, 1.5, 80, 1024, 65_535, 65_536, 10 ** 9, 10 ** 15];
const words = [
  '',
  'info',
  'debug',
  'http',
  'auto',
  'json',
  'nmap',
  '*',
  'a b',
  '\n',
  'rfc1918',
  '2026-01-01',
];
const texts = [
  '127.0.0.1',
  '/usr/bin',
  'sqlite:/x',
  '10.0.0.0/8',
  'Europe/Berlin',
  'http://a',
  'x'.repeat(40),
];
const lists = [
  [],
  [''],
  ['nmap'],
  ['10.0.0.1', '*.lab.internal'],
  ['/usr/bin'],
  [1],
  ['timeout'],
  ['dig', 7],
];
const named = [{ from_file: '/run/x' }, { from_file: 'x' }, { from_env: 'X', from_file: '/x' }];
const values: readonly unknown[] = [
  ...numbers,
  ...words,
  ...texts,
  ...lists,
  ...named,
  true,
  null,
  {},
  { nmap: {} },
  'x'.repeat(2000),
];

test.each(
  configRows.map(({ path, keys }) => ({ path, keys: keys.map((key) => (key === anyName ? 'nmap' : key)) })),
)('D13: $path takes by the JSON Schema what it takes here', ({ keys }) => {
  const differing = values.filter((value) => {
    const tree = setIn({}, keys, value);
    return allows(tree) !== reads(tree);
  });
  expect(differing).toEqual([]);
});

test('D13: unknown keys, sections of another kind and whole texts are judged alike', () => {
  const trees: readonly Tree[] = [
    {},
    { version: 1 },
    { version: 2 },
    { scop: {} },
    { scope: { alow: [] } },
    { scope: [] },
    { scope: null },
    { tools: { nmap: { enabeld: true } } },
    { tools: { 'not a name': {} } },
    { server: { port: 81 }, auth: { token: secret } },
  ];
  expect(trees.filter((tree) => allows(tree) !== reads(tree))).toEqual([]);
});

// What is no YAML of ours, no schema sees.
const readable = brokenConfigs.flatMap(({ what, text }) => {
  const { data, faults } = readYaml(text);
  return faults.length === 0 && isTree(data) ? [{ what, data }] : [];
});

test.each(readable)('D13: a file with $what is judged alike', ({ data }) => {
  expect(allows(data)).toBe(reads(data));
});
