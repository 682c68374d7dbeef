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
    result: { anyOf: [result, { type: 'null' }] },
    returncode: nullable('integer'),
    execution_time: number,
    timed_out: boolean,
    truncated_stdout: boolean,
    truncated_stderr: boolean,
    correlation_id: string,
    error: { anyOf: [error, { type: 'null' }] },
    metadata,
  });
}

const string = { type: 'string' } as const;
const number = { type: 'number' } as const;
const boolean = { type: 'boolean' } as const;
const strings = { type: 'array', items: string } as const;
const nullable = (type: string) => ({ type: [type, 'null'] });

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
  field: nullable('string'),
  retryable: boolean,
  retry_after_sec: nullable('number'),
  recovery_suggestion: string,
  next: strings,
});

const metadata = object({
  target: nullable('string'),
  pinned: strings,
  argv: strings,
  sandbox: nullable('string'),
  queue_sec: number,
  config_version: string,
  stdout_bytes: number,
  stderr_bytes: number,
  dry_run: boolean,
  notes: strings,
  next: strings,
  untrusted_fields: strings,
  untrusted_output: { anyOf: [object({ stdout: string, stderr: string }), { type: 'null' }] },
});
