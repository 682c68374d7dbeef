import * as z from 'zod';
import { resultReply } from './result-reply.ts';
import { defineRunTool, refusal, runIdParam } from './run-tool.ts';

/** Waits for a run whose call returned before it ended. */
export const runWait = defineRunTool({
  name: 'run_wait',
  title: 'Wait for a run',
  description:
    'Waits for a run that was still going on when its call returned (status "running"), and gives its result, exactly as that call would have. ' +
    'If the run needs longer than this call may wait, it answers status "running" again, and you call it again. ' +
    'It starts nothing; a run that has ended is answered at once, also after a restart. Use run_output for more of a result than a reply holds.',
  params: z.strictObject({
    run_id: runIdParam,
    timeout_sec: z.int().min(0).max(600).optional().describe('How long to wait at most; 0 looks only.'),
  }),
  readOnly: true,
  answer: async (app, { run_id, timeout_sec }, { principal, waitMs, signal }) => {
    const longest = timeout_sec === undefined ? waitMs : Math.min(waitMs, timeout_sec * 1000);
    const waited = await app.runs.wait(run_id, principal, longest, signal);
    return waited.ok ? resultReply(waited.value) : refusal(waited.error);
  },
});
