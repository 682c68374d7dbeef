import { z } from 'zod';
import { quote } from '../../kernel/quote.ts';
import { parsePorts } from '../../scope/ports.ts';
import { fileName } from '../file-name.ts';
import type { Parameter } from './format-parameters.ts';
import type { Definition } from './format.ts';
import { readPattern } from './pattern/pattern.ts';

/** The zod schema of a tool's own parameters. `target` is not among them: every tool has it. */
export function paramsOf({ parameters }: Definition): z.ZodObject {
  const own = Object.entries(parameters).filter(([name]) => name !== 'target');
  return z.strictObject(Object.fromEntries(own.map(([name, parameter]) => [name, fieldOf(name, parameter)])));
}

function fieldOf(name: string, parameter: Parameter): z.ZodType {
  const value = parameterValue(name, parameter);
  const { description, required } = parameter;
  if ('default' in parameter && parameter.default !== undefined)
    return value.default(parameter.default).describe(description);
  return (required ? value : value.optional()).describe(description);
}

/** What a parameter takes where it is given. */
export function parameterValue(name: string, parameter: Parameter): z.ZodType {
  switch (parameter.type) {
    case 'string':
      return textValue(name, parameter);
    case 'integer':
      return z.int().min(parameter.min).max(parameter.max);
    case 'boolean':
      return z.boolean();
    case 'list': {
      const { items, most } = parameter;
      const item = items.type === 'string' ? textValue(name, items) : z.int().min(items.min).max(items.max);
      return z.array(item).min(1).max(most);
    }
    case 'target':
      return z.string();
    case 'ports':
      return portText(name);
    case 'port':
      return z.int().min(1).max(65_535);
    case 'word_list':
    case 'file':
      return fileName;
    case 'secret':
      return z
        .string()
        .max(parameter.max)
        .meta({ writeOnly: true })
        .superRefine((text, context) => {
          // The value is not repeated: it is a secret.
          const message = `${name} takes printable ASCII without spaces, quotes or backslashes, and one character at least.`;
          if (!/^[!#-&(-[\]-~]+$/.test(text)) context.addIssue({ code: 'custom', message });
        });
  }
}

interface TextRules {
  readonly pattern?: string | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly max: number;
}

function textValue(name: string, { pattern = '', enum: choices, max }: TextRules): z.ZodType {
  if (choices !== undefined) return z.enum(choices);
  const read = readPattern(pattern);
  if (!read.ok) throw new Error(`the pattern of ${name} was not checked`);
  const { fits } = read.value;
  return z
    .string()
    .max(max)
    .meta({ pattern: `^(?:${pattern})$` })
    .superRefine((text, context) => {
      // A text that is far too long is refused for its length; nobody need match it too.
      const wrong = text.length <= max && (!fits(text) || bareAddress.test(text));
      const message = `${name} is ${quote(text)}; it takes a text that fits ${pattern} and is no number that could be an address.`;
      if (wrong) context.addIssue({ code: 'custom', message });
    });
}

/** A number that is an IPv4 address to most programs, alone, as a network or in a list: `172818452`, `0x7f000001/8`. */
const bareAddress = /(?:^|[/,;+=#])(?:0[xX][0-9A-Fa-f]+|[0-9]{6,})(?:$|[/,;+=#])/;

/** Ports stay text here, since a definition has no types; `parsePorts` reads it again where it counts. */
const portText = (name: string): z.ZodType =>
  z
    .string()
    .meta({ format: 'ports' })
    .superRefine((text, context) => {
      const read = parsePorts(text, name);
      if (!read.ok) context.addIssue({ code: 'custom', message: read.error.message });
    });
