import type { JsonSchema } from '../../tools/tool.ts';
import { boundsOf } from './bounds.ts';

/** What the command line needs to know of one input of a tool. */
export interface Parameter {
  /** The name in the schema, such as `service_detection`. */
  readonly name: string;
  /** The flag a person types, such as `--service-detection`. */
  readonly flag: string;
  readonly kind: 'switch' | 'number' | 'list' | 'map' | 'text';
  readonly description: string;
  readonly choices: readonly string[];
  /** What a value must keep to beside its kind, such as `1 to 64`; empty where that is nothing. */
  readonly bounds: string;
  readonly default: unknown;
  readonly required: boolean;
  /** Its value is shown and recorded nowhere. */
  readonly secret: boolean;
}

/** Reads a tool's inputs from its JSON Schema, in schema order. */
export function parametersOf(schema: JsonSchema): readonly Parameter[] {
  const properties = schema['properties'];
  const required = itemsOf(schema['required']);
  if (!isRecord(properties)) return [];
  return Object.entries(properties).map(([name, value]) => {
    const property = isRecord(value) ? value : {};
    const forms = formsOf(property);
    return {
      name,
      flag: `--${name.replaceAll('_', '-')}`,
      kind: kindOf(forms),
      description: typeof property['description'] === 'string' ? property['description'] : '',
      choices: forms.flatMap(choicesOf),
      bounds: boundsOf(property),
      default: property['default'],
      required: required.includes(name),
      secret: property['writeOnly'] === true,
    };
  });
}

type Form = Readonly<Record<string, unknown>>;

/** A property and its alternatives: a list may also be given as one text. */
const formsOf = (property: Form): readonly Form[] => [
  property,
  ...[property['anyOf'], property['oneOf']].flatMap(itemsOf).filter(isRecord),
];

/** The words that a property takes, or the entries of its list. */
function choicesOf({ enum: own, items }: Form): readonly string[] {
  const all = itemsOf(own ?? (isRecord(items) ? items['enum'] : undefined));
  return all.filter((one) => typeof one === 'string');
}

function kindOf(forms: readonly Form[]): Parameter['kind'] {
  const types = new Set(forms.map((form) => form['type']));
  // Text comes first: where a tool takes text as well, it reads what a person writes better than this file can.
  if (types.has('string')) return 'text';
  if (types.has('array')) return 'list';
  if (types.has('object')) return 'map';
  if (types.has('integer') || types.has('number')) return 'number';
  return types.has('boolean') ? 'switch' : 'text';
}

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isRecord = (value: unknown): value is Form =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
