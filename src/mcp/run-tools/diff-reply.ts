import type { CallToolResult } from '@modelcontextprotocol/server';
import type { Compared } from '../../store/inventory/compare-runs.ts';
import { replyBudget } from '../fit-reply.ts';

/** What the text and the document of a comparison may each come to, so that either form of the reply is within its budget. */
export const diffTokens = replyBudget.tokens - 200;

/** What has changed from one run to another, in words and as data. */
export function diffReply({ text, document }: Pick<Compared, 'text' | 'document'>): CallToolResult {
  const { before, after, left_out: left = 0 } = document;
  const narrower = `runs_diff(a="${before.run}", b="${after.run}", hosts="10.0.0.0/28")`;
  const next = left === 0 ? [] : [`${left} changes are left out here: narrow it, as in ${narrower}`];
  const [summary = ''] = text.split('\n', 1);
  return {
    content: [{ type: 'text', text }],
    structuredContent: {
      status: 'succeeded',
      summary,
      result: { ...document },
      metadata: { next, untrusted_fields },
    },
    isError: false,
  };
}

/** Fields that a target has chosen. */
const untrusted_fields = ['from', 'to', 'open'].map((field) => `result.changes[].${field}`);
