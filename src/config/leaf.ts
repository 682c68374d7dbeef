import * as z from 'zod';

/** A whole number from `min` to `max`, both included. Its unit stands in the description. */
export const wholeNumber = (
  range: { readonly min: number; readonly max: number },
  fallback: number,
  description: string,
): z.ZodDefault<z.ZodInt> => z.int().min(range.min).max(range.max).default(fallback).describe(description);

/** Yes or no. */
export const toggle = (fallback: boolean, description: string): z.ZodDefault<z.ZodBoolean> =>
  z.boolean().default(fallback).describe(description);

/** A text of a form that `form` names in words for error messages, as in `a host name or an IP address`. */
export const textOf = (
  form: string,
  pattern: RegExp,
  fallback: string,
  description: string,
): z.ZodDefault<z.ZodString> =>
  z.string().max(1024).regex(pattern).default(fallback).describe(description).meta({ form });

/** A list of texts of one form; `form` names it in words, plural, as in `absolute paths`. */
export const listOf = (
  form: string,
  pattern: RegExp,
  fallback: readonly string[],
  description: string,
): z.ZodDefault<z.ZodArray<z.ZodString>> =>
  z
    .array(z.string().max(1024).regex(pattern))
    .default([...fallback])
    .describe(description)
    .meta({ form: `a list of ${form}` });
