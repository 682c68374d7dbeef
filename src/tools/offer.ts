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

/**
 * Says what a tool does where these facts hold: values that would be refused are not in its schema. A schema that leaves
 * parameters out does not forbid them either, since clients may judge calls by it; the tool itself is as strict as ever.
 */
export function offerOf<In>(offered: Offered<In>, facts: OfferFacts): Offer {
  const { description, properties, document } = here(offered, facts);
  const told = properties.filter(([name]) => !offered.unlisted.includes(name));
  const { additionalProperties, ...open } = document;
  return {
    description,
    inputSchema: {
      ...open,
      properties: Object.fromEntries(told.map(([name, property]) => [name, terse(property)])),
      ...(offered.unlisted.length === 0 ? { additionalProperties } : {}),
    },
  };
}

/** The same with every parameter, range and default, for people. */
export function wholeOf<In>(offered: Offered<In>, facts: OfferFacts): Offer {
  const { description, properties, document } = here(offered, facts);
  return { description, inputSchema: { ...document, properties: Object.fromEntries(properties) } };
}

interface Here {
  readonly description: string;
  readonly properties: readonly (readonly [name: string, property: unknown])[];
  readonly document: JsonSchema;
}

/** What there is where these facts hold. */
function here<In>(
  { description, schema, raw, intrusive }: Offered<In>,
  { raw: rawWorks, classes }: OfferFacts,
): Here {
  const hidden = new Map<string, readonly string[] | 'all'>(
    raw === undefined || rawWorks === true ? [] : Object.entries(raw.hides),
  );
  if (intrusive !== undefined) {
    const off = Object.entries(intrusive.classes).flatMap(([name, values]) =>
      classes.includes(name) ? [] : values,
    );
    const also = hidden.get(intrusive.field);
    const untold = intrusive.untold ?? [];
    hidden.set(intrusive.field, also === 'all' ? 'all' : [...(also ?? []), ...untold, ...off]);
  }
  const truth =
    raw === undefined || rawWorks === null ? '' : ` ${rawWorks ? raw.says.works : raw.says.fails}`;
  return {
    description: `${description}${truth}`,
    properties: propertiesWithout(schema.document, hidden),
    document: schema.document,
  };
}

function propertiesWithout(
  document: JsonSchema,
  hidden: ReadonlyMap<string, readonly string[] | 'all'>,
): Here['properties'] {
  return Object.entries(document['properties'] ?? {}).flatMap(([name, property]: [string, unknown]) => {
    const values = hidden.get(name);
    if (values === 'all') return [];
    return [[name, values === undefined ? property : narrowed(property, new Set(values))] as const];
  });
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
