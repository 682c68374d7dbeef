import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';

const answers = z.record(z.string(), z.array(z.string()));

const hostile = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]+-\d{3,4}$/),
  tool: z.string(),
  arguments: z.unknown(),
  resolve: answers.optional(),
  /** What the attacker is after, in a short sentence. */
  why: z.string().min(5),
  /** The code of the refusal. */
  code: z.string(),
});

const benign = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]+-\d{3,4}$/),
  tool: z.string(),
  arguments: z.unknown(),
  resolve: answers.optional(),
  /** Who would send it, and what for. */
  why: z.string().min(5),
});

export type HostileCall = z.output<typeof hostile>;
export type BenignCall = z.output<typeof benign>;

/** Every call that must be refused: one JSON object a line, one file a tool. */
export const hostileCalls = (): readonly HostileCall[] => read('hostile', hostile);

/** Every call that must pass. */
export const benignCalls = (): readonly BenignCall[] => read('benign', benign);

function read<Schema extends z.ZodType>(kind: string, schema: Schema): readonly z.output<Schema>[] {
  const folder = new URL(`${kind}/`, import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith('.jsonl'))
    .toSorted()
    .flatMap((name) =>
      readFileSync(new URL(name, folder), 'utf8')
        .split('\n')
        .flatMap((line, at) =>
          line.trim() === '' ? [] : [parsed(schema, line, `${kind}/${name}:${at + 1}`)],
        ),
    );
}

function parsed<Schema extends z.ZodType>(schema: Schema, line: string, place: string): z.output<Schema> {
  const value: unknown = JSON.parse(line);
  const call = schema.safeParse(value);
  if (!call.success) throw new Error(`${place}: ${z.prettifyError(call.error)}`);
  return call.data;
}
