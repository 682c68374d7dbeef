import type { CallToolResult, Tool as ToolDefinition } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { App } from '../../app/app.ts';
import { failure, type Failure } from '../../kernel/failure.ts';
import { readRunId } from '../../kernel/ids.ts';
import { quote } from '../../kernel/quote.ts';
import { callErrorOf } from '../../pipeline/call-error.ts';
import type { JsonSchema } from '../../tools/tool.ts';

/** Who comes back to a run, and how long they wait at most. */
export interface Asked {
  readonly principal: string;
  readonly waitMs: number;
  /** Aborted when the client goes away or cancels: the run goes on. */
  readonly signal: AbortSignal;
}

/** A tool that starts nothing: it comes back to a run that another call has started. */
export interface RunTool {
  readonly definition: ToolDefinition;
  readonly call: (app: App, input: unknown, asked: Asked) => Promise<CallToolResult>;
}

interface RunToolWords<Params extends z.ZodType> {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly params: Params;
  readonly readOnly: boolean;
  readonly answer: (app: App, input: z.output<Params>, asked: Asked) => Promise<CallToolResult>;
}

/** Makes a run tool of its words: what it is called with is checked before anything is looked at. */
export function defineRunTool<Params extends z.ZodType>(words: RunToolWords<Params>): RunTool {
  const { name, title, description, params, readOnly, answer } = words;
  const inputSchema = documentOf(params);
  return {
    definition: {
      name,
      title,
      description,
      inputSchema: { ...inputSchema, type: 'object' },
      outputSchema: { type: 'object', required: ['status', 'summary', 'result'] },
      annotations: {
        readOnlyHint: readOnly,
        destructiveHint: false,
        idempotentHint: true,
        openWorldHint: false,
      },
    },
    call: async (app, input, asked) => {
      const read = params.safeParse(input);
      return read.success ? await answer(app, read.data, asked) : refusal(failureOf(name, read.error));
    },
  };
}

/** As clients are sent it: which dialect that is goes without saying. */
function documentOf(params: z.ZodType): JsonSchema {
  const { $schema: _, ...document } = z.toJSONSchema(params, { io: 'input' });
  return document;
}

/** A reply without a run's result: in words and as data. */
export const refusal = (why: Failure): CallToolResult => {
  const { code, message, next } = why;
  const ways = next.length === 0 ? '' : ` Next: ${next.join('; or ')}`;
  return {
    content: [{ type: 'text', text: `REFUSED ${code}: ${message}${ways}` }],
    structuredContent: { status: 'refused', summary: message, result: null, error: { ...callErrorOf(why) } },
    isError: true,
  };
};

function failureOf(name: string, { issues }: z.ZodError): Failure {
  const [first] = issues;
  const field = first?.path.join('.') ?? '';
  const unknown =
    first?.code === 'unrecognized_keys' ? ` (${first.keys.map((key) => quote(key, 40)).join(', ')})` : '';
  return failure(
    'input.invalid',
    `${name}: ${field === '' ? 'the arguments' : field}${unknown}: ${first?.message ?? 'not understood'}.`,
    {
      field: field === '' ? null : field,
    },
  );
}

/** The id of a run, as every reply names it. */
export const runIdParam = z
  .string({ error: 'give a run id such as "r-lusab-babad-gutih"' })
  // The pattern is not sent: the whole list of tools has a budget.
  .refine((text) => readRunId(text) !== null, { error: 'is no run id such as "r-lusab-babad-gutih"' })
  .describe('The run_id of a reply.');
