import { z } from 'zod';
import { anyTarget, commonDescriptions, commonInputs } from './common-inputs.ts';
import type { JsonSchema } from './tool.ts';

/** What is known of one input field: the part of its JSON Schema that reading and messages need. */
export type FieldSchema = z.core.JSONSchema.JSONSchema;

/** Whether what is given for a field is not to be repeated, in whatever words. */
export const isSecret = (schema: FieldSchema | undefined): boolean => schema?.writeOnly === true;

/** The fields that a tool takes, and the JSON Schema document that says so to clients. */
export interface InputSchema {
  /** Every field that is understood; `extra_args` is among them even where the tool has no grammar, to be refused by name. */
  readonly fields: ReadonlyMap<string, FieldSchema>;
  readonly required: ReadonlySet<string>;
  readonly document: JsonSchema;
}

/** Joins a tool's own parameters with the common inputs. Both keep one source: the zod schemas that also judge. */
export function inputSchemaOf(
  params: z.ZodObject,
  options: {
    readonly targetIs?: string | undefined;
    readonly takesExtraArgs: boolean;
    readonly resumes?: boolean;
  },
): InputSchema {
  const own = z.toJSONSchema(params, { io: 'input' });
  const common = z.toJSONSchema(commonInputs, { io: 'input' });
  const { target, ...others } = described(common.properties ?? {}, options.targetIs ?? anyTarget);
  const properties = { target, ...own.properties, ...others };
  const required = ['target', ...(own.required ?? [])];
  const fields = new Map<string, FieldSchema>();
  for (const [name, schema] of Object.entries(properties)) {
    if (typeof schema === 'object') fields.set(name, schema);
  }
  const untold = [
    ...(options.takesExtraArgs ? [] : ['extra_args']),
    ...(options.resumes === true ? [] : ['resume']),
  ];
  const shown = [...fields].filter(([name]) => !untold.includes(name));
  return {
    fields,
    required: new Set(required),
    document: {
      type: 'object',
      properties: Object.fromEntries(shown),
      required,
      additionalProperties: false,
    },
  };
}

/** The JSON Schema of a result: whatever the tool finds, and no more words than its own. */
export function resultSchemaOf(result: z.ZodObject): JsonSchema {
  const { $schema: _, ...document } = z.toJSONSchema(result, { io: 'output', override: withoutBounds });
  return document;
}

/** Bounds of numbers are what a reader of input needs; in a result they only cost words. */
const withoutBounds = ({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void => {
  delete jsonSchema.minimum;
  delete jsonSchema.maximum;
};

type Properties = NonNullable<FieldSchema['properties']>;

function described(properties: Properties, target: string): Properties {
  const texts: Readonly<Record<string, string>> = { target, ...commonDescriptions };
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [
      name,
      typeof schema === 'object' ? { ...schema, description: texts[name] ?? '' } : schema,
    ]),
  );
}
