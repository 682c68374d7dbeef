import { z } from 'zod';
import { outputSchema } from './format-output.ts';
import { argEntrySchema, parameterSchema } from './format-parameters.ts';
import { argWord, fieldName, patternSource, wholeFrom, words } from './format-parts.ts';

const probe = z.strictObject({
  args: z.array(argWord).max(16),
  /** Matched against what it prints; the first group is the version. */
  expects: patternSource,
});

const bounds = z.tuple([wholeFrom(0, 1_000_000_000), wholeFrom(0, 1_000_000_000)]);
const choices = z
  .array(
    z
      .string()
      .regex(
        /^[A-Za-z0-9_+/][A-Za-z0-9_+/-]{0,63}$/,
        'must be a word of letters, digits, _, + and /, with hyphens inside',
      ),
  )
  .min(1)
  .max(64);

/** Whether the value is optional to the program, so that it must be joined to its flag: `-d5`, `--color=x`. */
const joined = z.boolean().optional();

const flagSchema = z.union(
  [
    z.literal('none'),
    z.strictObject({ int: bounds, joined }),
    z.strictObject({ seconds: bounds, joined }),
    z.strictObject({ enum: choices, joined }),
    z.strictObject({ some_of: choices, joined }),
    z.strictObject({ sets: z.string() }),
    z.strictObject({ refused: words(5, 200) }),
  ],
  {
    error:
      'must be none, {int: [1, 10]}, {seconds: [1, 60]}, {enum: [a, b]}, {some_of: [a, b]}, each with joined: true where its value may be left out, {sets: parameter} or {refused: advice}',
  },
);

const flagName = z
  .string()
  .regex(
    /^(?:-[A-Za-z0-9]|-{1,2}[A-Za-z0-9][\w-]{1,40}|\+[A-Za-z0-9][\w-]{0,40})$/,
    'must be a flag such as -n, --order or +tcp',
  );

const intrusiveClass = z.enum(['vuln', 'brute', 'exploit', 'dos', 'external', 'broadcast']);
const exits = z.array(wholeFrom(0, 255)).max(32);

/** A tool that an operator declares: everything that a built-in one says of itself in TypeScript. */
export const definitionSchema = z.strictObject({
  version: z.literal(1),
  name: z
    .string()
    .regex(
      /^[a-z][a-z0-9_]{1,31}$/,
      'must be a name: lower-case letters, digits and _, 2 to 32, a letter first',
    ),
  title: words(3, 60).regex(/^[^\n\t]*$/, 'must be one line'),
  description: words(250, 1000),
  program: z
    .string()
    .regex(
      /^(?:[A-Za-z0-9][\w.+-]{0,63}|(?:\/(?!\.{1,2}(?:\/|$))[\w.+@-]{1,64}){1,16})$/,
      'must be the name of a program on the search path, or the absolute path of one of your own',
    ),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 lower-case hexadecimal digits, as sha256sum prints them')
    .optional(),
  identity: probe.optional(),
  profile: z.enum(['connect', 'raw', 'offline']).default('connect'),
  raw_probe: probe.optional(),
  parameters: z.record(fieldName, parameterSchema),
  fixed_ports: z.string().optional(),
  /** Options whose value the program takes for a name alone: it neither connects to it nor looks it up. */
  name_options: z
    .array(z.string().regex(/^-{1,2}[A-Za-z][\w-]{0,40}$/, 'must be an option such as -H or --name'))
    .max(16)
    .optional(),
  args: z.array(argEntrySchema).max(64),
  end_of_options: z.boolean().default(true),
  extra_args: z.record(flagName, flagSchema).optional(),
  intrusive: z
    .strictObject({
      parameter: z.string(),
      classes: z.partialRecord(intrusiveClass, z.array(z.string()).min(1)),
    })
    .optional(),
  limits: z
    .strictObject({
      timeout_sec: wholeFrom(1, 3600).optional(),
      concurrency: wholeFrom(1, 64).optional(),
      stdout_bytes: wholeFrom(1024, 1_048_576).default(262_144),
      stderr_bytes: wholeFrom(1024, 262_144).optional(),
      probes_per_host: wholeFrom(1, 1_000_000).default(1),
    })
    .prefault({}),
  exit_codes: z.strictObject({ ok: exits.min(1).default([0]), broken: exits.default([]) }).prefault({}),
  annotations: z
    .strictObject({
      read_only: z.boolean().default(false),
      destructive: z.boolean().default(true),
      idempotent: z.boolean().default(false),
      open_world: z.boolean().default(true),
    })
    .prefault({}),
  output: outputSchema,
  example: z.record(fieldName, z.unknown()),
});

export type Definition = z.output<typeof definitionSchema>;
export type Flag = z.output<typeof flagSchema>;
