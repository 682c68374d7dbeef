import { configJsonSchema } from '../../config/json-schema.ts';
import type { Terminal } from '../terminal.ts';

/** `config schema`: JSON with and without `--json`, since a schema is nothing else. Returns the exit code. */
export async function printSchema(terminal: Terminal): Promise<number> {
  await terminal.write(`${JSON.stringify(configJsonSchema(), null, 2)}\n`);
  return 0;
}
