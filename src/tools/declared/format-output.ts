import { z } from 'zod';
import { fieldName, patternSource } from './format-parts.ts';

const path = z
  .string()
  .regex(
    /^[^.\s"'\\]{1,64}(?:\.[^.\s"'\\]{1,64}){0,7}$/u,
    'must be a path such as report.hubs: up to 8 keys with dots between them',
  );

const xmlPath = z
  .string()
  .regex(
    /^(?:[A-Za-z_][\w.:-]{0,63}(?:\/[A-Za-z_][\w.:-]{0,63}){0,7}(?:\/@[A-Za-z_][\w.:-]{0,63})?|@[A-Za-z_][\w.:-]{0,63})$/,
    'must be a path such as host/address/@addr: names of elements with "/" between them, "@" before an attribute',
  );

const kind = z.enum(['text', 'number', 'boolean']).default('text');

const fieldsOf = <Path extends z.ZodType>(place: Path) =>
  z
    .record(
      fieldName,
      z.union(
        [
          place.transform((at) => ({ path: at, type: 'text' as const, trusted: false })),
          z.strictObject({
            path: place,
            type: kind,
            /** True where no target can choose it; what a program prints is not trusted otherwise. */
            trusted: z.boolean().default(false),
          }),
        ],
        { error: 'must be a path, or {path, type, trusted}' },
      ),
    )
    .refine((fields) => Object.keys(fields).length > 0, 'must hold one field at least')
    .refine((fields) => Object.keys(fields).length <= 24, 'must hold at most 24 fields');

/** How what a program prints becomes a result. */
export const outputSchema = z.discriminatedUnion(
  'format',
  [
    z.strictObject({ format: z.literal('text') }),
    z.strictObject({
      format: z.literal('lines'),
      /** Its named groups are the fields. */
      pattern: patternSource,
      types: z.record(fieldName, kind).default({}),
    }),
    z.strictObject({ format: z.literal('json'), rows: path.optional(), fields: fieldsOf(path) }),
    z.strictObject({ format: z.literal('jsonl'), fields: fieldsOf(path) }),
    z.strictObject({
      format: z.literal('xml'),
      rows: xmlPath.refine((at) => !at.includes('@'), 'must name elements, not an attribute'),
      fields: fieldsOf(xmlPath),
    }),
  ],
  { error: 'must be one of text, lines, json, jsonl, xml' },
);

export type Output = z.output<typeof outputSchema>;
