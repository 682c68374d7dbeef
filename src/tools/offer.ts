import type { InputSchema } from './input-schema.ts';
import type { IntrusiveUse, RawUse } from './tool-spec.ts';
import type { JsonSchema, Offer, OfferFacts } from './tool.ts';

/** What an offer is made of. */
interface Offered<In> {
  readonly description: string;
  readonly schema: InputSchema;
  readonly raw: RawUse<In> | undefined;
  readonly intrusive: IntrusiveUse<In> | undefined;
  /** Parameters that are left out, since a flag says the same. */
  readonly unlisted: readonly string[];
}

/** Says what a tool does where these facts hold: values that would be refused are not in its schema. */
export function offerOf<In>(
  { description, schema, raw, intrusive, unlisted }: Offered<In>,
  { raw: rawWorks, classes }: OfferFacts,
): Offer {
  const hidden = new Map<string, readonly string[] | 'all'>([
    ...(raw === undefined || rawWorks ? [] : Object.entries(raw.hides)),
    ...unlisted.map((name) => [name, 'all'] as const),
  ]);
  if (intrusive !== undefined) {
    const off = Object.entries(intrusive.classes).flatMap(([name, values]) =>
      classes.includes(name) ? [] : values,
    );
    const also = hidden.get(intrusive.field);
    const untold = intrusive.untold ?? [];
    hidden.set(intrusive.field, also === 'all' ? 'all' : [...(also ?? []), ...untold, ...off]);
  }
  const truth = raw === undefined ? '' : ` ${rawWorks ? raw.says.works : raw.says.fails}`;
  return { description: `${description}${truth}`, inputSchema: without(schema.document, hidden) };
}

function without(document: JsonSchema, hidden: ReadonlyMap<string, readonly string[] | 'all'>): JsonSchema {
  const properties = Object.entries(document['properties'] ?? {}).flatMap(
    ([name, property]: [string, unknown]) => {
      const values = hidden.get(name);
      if (values === 'all') return [];
      const shown = values === undefined ? property : narrowed(property, new Set(values));
      return [[name, terse(shown)] as const];
    },
  );
  return { ...document, properties: Object.fromEntries(properties) };
}

/** An enum, or a list of one, without some of its values. */
function narrowed(property: unknown, values: ReadonlySet<unknown>): unknown {
  if (typeof property !== 'object' || property === null) return property;
  if ('enum' in property && Array.isArray(property.enum))
    return { ...property, enum: property.enum.filter((value) => !values.has(value)) };
  return 'items' in property ? { ...property, items: narrowed(property.items, values) } : property;
}

/** What a model is not told with every list: a refusal tells it to whoever breaks it, and the reference has it all. */
function terse(schema: unknown): unknown {
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return schema;
  return Object.fromEntries(
    Object.entries(schema).flatMap(([key, value]) =>
      untold.has(key) ? [] : [[key, key === 'items' ? terse(value) : value]],
    ),
  );
}

const untold: ReadonlySet<string> = new Set([
  'default',
  'examples',
  'format',
  'minLength',
  'maxLength',
  'pattern',
  'minItems',
  'maxItems',
  'minimum',
  'maximum',
]);
