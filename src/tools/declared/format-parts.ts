import { z } from 'zod';
import { longestPattern } from './pattern/parse-pattern.ts';

/** A short text for people or models. */
export const words = (min: number, max: number): z.ZodString => z.string().min(min).max(max);

/** A whole number from `min` to `max`. */
export const wholeFrom = (min: number, max: number): z.ZodInt => z.int().min(min).max(max);

/** The source of a pattern; what it may hold is checked with its use. */
export const patternSource = z.string().min(1).max(longestPattern);

/** A word of a command line, as it is written: printable ASCII, spaces inside at most. */
export const argWord = z
  .string()
  .max(500)
  .regex(
    /^[!-~](?:[ -~]*[!-~])?$/,
    'must be one word of a command line: printable ASCII, without spaces around it',
  );

/** The name of a parameter or of a field of the result. */
export const fieldName = z
  .string()
  .regex(
    /^[a-z][a-z0-9_]{0,31}$/,
    'must be a name: lower-case letters, digits and _, at most 32, a letter first',
  );
