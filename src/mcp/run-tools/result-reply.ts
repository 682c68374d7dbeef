import type { CallToolResult } from '@modelcontextprotocol/server';
import { systemRandom } from '../../host/random.ts';
import type { CallResult } from '../../kernel/call-result.ts';
import { newFence } from '../../kernel/ids.ts';
import { fitReply } from '../fit-reply.ts';

/** The reply with a run's result, in both forms; a run that goes on is no error. */
export function resultReply(result: CallResult): CallToolResult {
  const { text, structured } = fitReply(result, newFence(systemRandom));
  return {
    _meta: { correlation_id: result.correlation_id },
    content: [{ type: 'text', text }],
    structuredContent: { ...structured },
    isError: result.status !== 'succeeded' && result.status !== 'running',
  };
}
