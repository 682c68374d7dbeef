import type { JsonSchema } from '../tools/tool.ts';

/**
 * The JSON Schema of a tool's structured content, as short as is honest, since clients pay for it with every list: of the
 * envelope what an agent acts on, of the result its fields and those of its rows, by name and type. More is allowed beside
 * them, and fields of a result that would be null are absent. The reference of tools has the whole.
 */
export const callResultSchema = (resultSchema: JsonSchema): JsonSchema => ({
  type: 'object',
  properties: {
    status: { type: 'string' },
    summary: { type: 'string' },
    result: { type: ['object', 'null'], properties: fieldsOf(resultSchema, fieldOf) },
    error: { type: ['object', 'null'] },
    metadata: { type: 'object' },
  },
  required: ['status', 'summary', 'result'],
});

/** A field by its type; a list of objects by theirs as well. */
function fieldOf(schema: unknown): JsonSchema {
  const { type, items } = present(schema);
  const fields = type === 'array' ? fieldsOf(present(items), typeOf) : {};
  return Object.keys(fields).length === 0
    ? typeOf(schema)
    : { type, items: { type: 'object', properties: fields } };
}

function typeOf(schema: unknown): JsonSchema {
  const { type } = present(schema);
  return typeof type === 'string' ? { type } : {};
}

/** A schema without its branch for null; of other choices nothing is said. */
function present(schema: unknown): JsonSchema {
  if (!isRecord(schema)) return {};
  const { anyOf } = schema;
  if (!Array.isArray(anyOf)) return schema;
  const branches = anyOf.filter(isRecord).filter(({ type }) => type !== 'null');
  return branches.length === 1 ? (branches[0] ?? {}) : {};
}

function fieldsOf({ properties }: JsonSchema, told: (schema: unknown) => JsonSchema): JsonSchema {
  if (!isRecord(properties)) return {};
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, told(schema)]));
}

const isRecord = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
