import fc from 'fast-check';
import { hostileArgs } from '../src/argv/fixtures/hostile-args.ts';
import { hostileTargets } from '../src/scope/fixtures/hostile-targets.ts';
import type { Tool } from '../src/tools/tool.ts';

type Input = Record<string, unknown>;

/** Inputs that begin as a tool's example and go astray: some of them are accepted, and must still be harmless. */
export function hostileInput(tool: Tool): fc.Arbitrary<Input> {
  const names = propertyNames(tool);
  const change = fc.tuple(fc.constantFrom(...names), value);
  return fc
    .tuple(fc.array(change, { maxLength: 2 }), fc.option(extraArgs(tool), { nil: undefined, freq: 1 }))
    .map(([changes, extra]) => ({
      ...tool.example,
      ...Object.fromEntries(changes),
      ...(extra === undefined ? {} : { extra_args: extra }),
    }));
}

const targets = hostileTargets.map(({ text }) => text);
const args = hostileArgs.flatMap((one) => one.args);

const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    '10.0.0.5',
    '10.0.0.0/28',
    '10.0.0.1-9',
    '10.0.0.250-10.0.1.5',
    'db.lab.internal',
    'DB.LAB.INTERNAL.',
  ),
  fc.constantFrom<unknown>(
    true,
    false,
    0,
    1,
    5,
    443,
    '80',
    '22,80',
    '-',
    'T:80',
    'A',
    'T4',
    'connect',
    'skip',
    null,
  ),
  fc.constantFrom(...targets, ...args),
  fc.string({ maxLength: 12 }),
  fc.string({ maxLength: 8 }).map((text) => `-${text}`),
  fc.integer({ min: -5, max: 70_000 }),
  fc.array(fc.constantFrom('http-title', 'ssl-cert', '-oN', '8.8.8.8'), { maxLength: 3 }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Accepted flags with and without values, hostile words, and glue between them. */
function extraArgs(tool: Tool): fc.Arbitrary<string | readonly string[]> {
  const flags = tool.extraArgs.length === 0 ? ['-x'] : tool.extraArgs;
  const word = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...flags) },
    { weight: 3, arbitrary: fc.constantFrom('80', '1', '5', '30s', 'MX', 'http-title') },
    { weight: 1, arbitrary: fc.constantFrom(...args) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...flags), fc.string({ maxLength: 6 }))
        .map((both) => both.join('=')),
    },
  );
  const words = fc.array(word, { maxLength: 4 });
  return fc.oneof(
    words,
    words.map((all) => all.join(' ')),
  );
}

function propertyNames(tool: Tool): readonly string[] {
  const { properties } = tool.inputSchema;
  return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}
