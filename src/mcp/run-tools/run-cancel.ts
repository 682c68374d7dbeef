import * as z from 'zod';
import { resultReply } from './result-reply.ts';
import { defineRunTool, refusal, runIdParam } from './run-tool.ts';

/** Stops a run; what it found so far is its result. */
export const runCancel = defineRunTool({
  name: 'run_cancel',
  title: 'Stop a run',
  description:
    'Stops a run that is still going on: its program gets a moment to finish what it writes, then it is ended. ' +
    'The reply is the result with what was found so far, status "cancelled". A run that has ended stays as it is, and its result is the reply.',
  params: z.strictObject({ run_id: runIdParam }),
  readOnly: false,
  answer: async (app, { run_id }, { principal }) => {
    const cancelled = await app.runs.cancel(run_id, principal);
    if (!cancelled.ok) return refusal(cancelled.error);
    const reply = resultReply(cancelled.value);
    return { ...reply, isError: false };
  },
});
