import { z } from 'zod';
import { argWord, patternSource, wholeFrom, words } from './format-parts.ts';

const described = {
  description: words(5, 200),
  /** A parameter with a default is never missing. */
  required: z.boolean().default(true),
};

/** A value that callers choose from, as it goes into the command line. */
const choice = z
  .string()
  .max(64)
  .regex(/^[!-,.-~][!-~]*$/, 'must be a word without spaces that does not begin with "-"');

const stringValue = {
  pattern: patternSource.optional(),
  enum: z.array(choice).min(1).max(64).optional(),
  max: wholeFrom(1, 256).default(64),
};

const integerValue = { min: wholeFrom(0, 1_000_000_000), max: wholeFrom(0, 1_000_000_000) };

const text = z.strictObject({
  ...described,
  type: z.literal('string'),
  ...stringValue,
  default: z.string().optional(),
});

const integer = z.strictObject({
  ...described,
  type: z.literal('integer'),
  ...integerValue,
  default: z.int().optional(),
  /** True where it is a number of packets a second: `scope.max_rate_pps` judges it. */
  rate: z.boolean().default(false),
});

const boolean = z.strictObject({
  ...described,
  type: z.literal('boolean'),
  default: z.boolean().default(false),
});

const list = z.strictObject({
  ...described,
  type: z.literal('list'),
  items: z.discriminatedUnion(
    'type',
    [
      z.strictObject({ type: z.literal('string'), ...stringValue }),
      z.strictObject({ type: z.literal('integer'), ...integerValue }),
    ],
    { error: 'must be of the type string or integer' },
  ),
  most: wholeFrom(1, 64).default(16),
  /** Joins the items into one word; without it their word is repeated. */
  separator: z.enum([',', ';', '+', '/']).optional(),
  default: z.array(z.union([z.string(), z.int()])).optional(),
});

const target = z.strictObject({
  ...described,
  type: z.literal('target'),
  kind: z.enum(['host', 'one_host', 'query', 'url']),
});

const ports = z.strictObject({ ...described, type: z.literal('ports'), default: z.string().optional() });

const port = z.strictObject({
  ...described,
  type: z.literal('port'),
  default: wholeFrom(1, 65_535).optional(),
});

const namedFile = z.strictObject({ ...described, type: z.enum(['word_list', 'file']) });

const secret = z.strictObject({
  ...described,
  type: z.literal('secret'),
  max: wholeFrom(1, 256).default(64),
  /** The plain name of the file that holds it, in the private folder of the run. */
  file: z
    .string()
    .regex(
      /^[A-Za-z0-9_][A-Za-z0-9._-]{0,63}$/,
      'must be a plain file name, without "/" and without a leading dot',
    ),
  /** What the file holds; `{value}` stands for the secret. */
  text: z
    .string()
    .min(1)
    .max(1000)
    .regex(/\{value\}/, 'must hold {value}, which stands for the secret'),
  /** The environment variable that tells the program the folder. */
  folder_env: z
    .string()
    .regex(
      /^[A-Z][A-Z0-9_]{0,63}$/,
      'must be the name of an environment variable of the program, such as SNMPCONFPATH',
    ),
});

/** One parameter of a declared tool. */
export const parameterSchema = z.discriminatedUnion(
  'type',
  [text, integer, boolean, list, target, ports, port, namedFile, secret],
  { error: 'must be one of string, integer, boolean, list, target, ports, port, word_list, file, secret' },
);

/** A word that is always there, or words that depend on a parameter. */
export const argEntrySchema = z.union(
  [
    argWord,
    z.strictObject({
      when: z.string(),
      /** The value that it must have; without it: true for a boolean, given for any other. */
      is: z.union([z.string(), z.int(), z.boolean()]).optional(),
      args: z.array(argWord).min(1).max(16),
    }),
  ],
  {
    error:
      'must be a word in quotes, or {when: parameter, args: [words]} with "is: value" where that matters',
  },
);

export type Parameter = z.output<typeof parameterSchema>;
export type ArgEntry = z.output<typeof argEntrySchema>;
