import type { JsonSchema } from '../../tools/tool.ts';

/** What the command line needs to know of one input of a tool. */
export interface Parameter {
  /** The name in the schema, such as `service_detection`. */
  readonly name: string;
  /** The flag a person types, such as `--service-detection`. */
  readonly flag: string;
  readonly kind: 'switch' | 'number' | 'list' | 'map' | 'text';
  readonly description: string;
  readonly choices: readonly string[];
  readonly default: unknown;
}

/** Reads a tool's inputs from its JSON Schema, in schema order. */
export function parametersOf(schema: JsonSchema): readonly Parameter[] {
  const properties = schema['properties'];
  if (!isRecord(properties)) return [];
  return Object.entries(properties).map(([name, property]) => {
    const forms = isRecord(property) ? formsOf(property) : [];
    return {
      name,
      flag: `--${name.replaceAll('_', '-')}`,
      kind: kindOf(forms),
      description: textOf(property, 'description'),
      choices: forms.flatMap((form) => itemsOf(form['enum']).filter(isText)),
      default: isRecord(property) ? property['default'] : undefined,
    };
  });
}

type Form = Readonly<Record<string, unknown>>;

/** A property and its alternatives: a list may also be given as one text. */
const formsOf = (property: Form): readonly Form[] => [
  property,
  ...[property['anyOf'], property['oneOf']].flatMap(itemsOf).filter(isRecord),
];

function kindOf(forms: readonly Form[]): Parameter['kind'] {
  const types = new Set(forms.map((form) => form['type']));
  // Text comes first: where a tool takes text as well, it reads what a person writes better than this file can.
  if (types.has('string')) return 'text';
  if (types.has('array')) return 'list';
  if (types.has('object')) return 'map';
  if (types.has('integer') || types.has('number')) return 'number';
  return types.has('boolean') ? 'switch' : 'text';
}

const textOf = (property: unknown, key: string): string => {
  const value = isRecord(property) ? property[key] : undefined;
  return typeof value === 'string' ? value : '';
};

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

const isText = (value: unknown): value is string => typeof value === 'string';

const isRecord = (value: unknown): value is Form =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
