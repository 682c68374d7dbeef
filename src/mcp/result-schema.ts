import { errorTypes } from '../kernel/error-table.ts';
import type { JsonSchema } from '../tools/tool.ts';

/** The JSON Schema of a tool's structured content: the whole `CallResult`, with the tool's own result inside. */
export function callResultSchema(resultSchema: JsonSchema): JsonSchema {
  const { $schema: _, ...result } = resultSchema;
  return object({
    run_id: string,
    tool: string,
    status: { enum: ['succeeded', 'failed', 'refused', 'timed_out', 'cancelled', 'running'] },
    summary: string,
    result: nullable(result),
    returncode: nullable({ type: 'integer' }),
    execution_time: number,
    timed_out: boolean,
    truncated_stdout: boolean,
    truncated_stderr: boolean,
    correlation_id: string,
    error: nullable(error),
    metadata,
  });
}

const string = { type: 'string' } as const;
const number = { type: 'number' } as const;
const boolean = { type: 'boolean' } as const;
const strings = { type: 'array', items: string } as const;
// Branches rather than a list of types: clients that map schemas onto a smaller dialect know the former alone.
const nullable = (schema: JsonSchema) => ({ anyOf: [schema, { type: 'null' }] });

const object = (properties: JsonSchema) => ({
  type: 'object',
  properties,
  required: Object.keys(properties),
  additionalProperties: false,
});

const error = object({
  code: string,
  error_type: { enum: errorTypes },
  message: string,
  field: nullable(string),
  retryable: boolean,
  retry_after_sec: nullable(number),
  recovery_suggestion: string,
  next: strings,
});

const metadata = object({
  target: nullable(string),
  pinned: strings,
  argv: strings,
  program: nullable(object({ path: string, version: nullable(string) })),
  sandbox: nullable(string),
  queue_sec: number,
  config_version: string,
  stdout_bytes: number,
  stderr_bytes: number,
  dry_run: boolean,
  notes: strings,
  next: strings,
  untrusted_fields: strings,
  untrusted_output: nullable(object({ stdout: string, stderr: string })),
});
