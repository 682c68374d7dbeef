import { z } from 'zod';
import { parsePorts } from '../scope/ports.ts';

/** A parameter that lists ports, as text; what a tool sees is the parsed list. */
export const portList = z
  .string()
  .meta({ format: 'ports' })
  .transform((text, context) => {
    const spec = parsePorts(text, 'ports');
    if (spec.ok) return spec.value;
    context.addIssue({ code: 'custom', message: spec.error.message });
    return z.NEVER;
  });
