import * as z from 'zod';
import { configSchema } from './schema.ts';
import { sourceForms } from './secret-source.ts';

/** The JSON Schema (2020-12) of a configuration file, for editors. Secrets carry the standard mark `writeOnly`. */
export const configJsonSchema = (): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(configSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      const isSecret = jsonSchema['secret'] === true;
      delete jsonSchema['secret'];
      delete jsonSchema['form'];
      if (isSecret) nameable(jsonSchema);
    },
  });

/** A secret stands there itself, or is named by where it is kept. */
function nameable(schema: z.core.JSONSchema.BaseSchema): void {
  const { description, default: usual, ...itself } = schema;
  for (const key of Object.keys(schema)) delete schema[key];
  Object.assign(schema, {
    ...(usual === undefined ? {} : { default: usual }),
    description,
    writeOnly: true,
    anyOf: [
      itself,
      { type: 'object', minProperties: 1, maxProperties: 1, additionalProperties: false, properties },
    ],
  });
}

const properties = Object.fromEntries(
  Object.entries(sourceForms).map(([key, { form, pattern }]) => [
    key,
    {
      type: 'string',
      pattern: pattern.source,
      description: `The secret is kept elsewhere: this is ${form}.`,
    },
  ]),
);
