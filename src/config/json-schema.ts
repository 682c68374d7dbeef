import * as z from 'zod';
import { configSchema } from './schema.ts';

/** The JSON Schema (2020-12) of a configuration file, for editors. Secrets carry the standard mark `writeOnly`. */
export const configJsonSchema = (): z.core.JSONSchema.BaseSchema =>
  z.toJSONSchema(configSchema, {
    io: 'input',
    override: ({ jsonSchema }) => {
      if (jsonSchema['secret'] === true) jsonSchema.writeOnly = true;
      delete jsonSchema['secret'];
      delete jsonSchema['form'];
    },
  });
