import type { JsonSchema } from '../tools/tool.ts';

/**
 * The JSON Schema of a tool's structured content, as short as is honest, since clients pay for it with every list: which
 * members the envelope always has, of the result its fields by type, and of their rows the fields by name. More is allowed
 * beside them, and fields of a result that would be null are absent. The instructions tell the envelope once for all tools,
 * and the reference of tools has the whole.
 */
export const callResultSchema = (resultSchema: JsonSchema): JsonSchema => ({
  type: 'object',
  properties: { result: { type: ['object', 'null'], properties: fieldsOf(resultSchema) } },
  required: ['status', 'summary', 'result'],
});

function fieldsOf({ properties }: JsonSchema): JsonSchema {
  if (!isRecord(properties)) return {};
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, fieldOf(schema)]));
}

/** A field by its type; what the rows of a list hold is said in words, which cost half as much as a schema of them. */
function fieldOf(schema: unknown): JsonSchema {
  const { type, items } = present(schema);
  if (typeof type !== 'string') return {};
  const { properties } = present(items);
  return type === 'array' && isRecord(properties)
    ? { type, description: Object.keys(properties).join(', ') }
    : { type };
}

/** A schema without its branch for null; of other choices nothing is said. */
function present(schema: unknown): JsonSchema {
  if (!isRecord(schema)) return {};
  const { anyOf } = schema;
  if (!Array.isArray(anyOf)) return schema;
  const branches = anyOf.filter(isRecord).filter(({ type }) => type !== 'null');
  return branches.length === 1 ? (branches[0] ?? {}) : {};
}

const isRecord = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
