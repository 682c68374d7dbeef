import type { Webhook } from '../../host/webhook/post-webhook.ts';
import { ok, type Result } from '../../kernel/result.ts';
import type { WatchReport } from './run-watch.ts';
import type { Watch } from './watch.ts';

/** Posts a document; the failure is a sentence. */
export type PostWebhook = (webhook: Webhook, document: unknown) => Promise<Result<null, string>>;

/** Posts what a watch has found, `at` milliseconds since the Unix epoch, to the place that the operator has named, where he wants that. */
export async function tellReport(
  post: PostWebhook,
  webhook: Webhook | null,
  { tool, notify }: Watch,
  { watch, run, summary, compared }: WatchReport,
  at: number,
): Promise<Result<null, string>> {
  const isWanted = notify === 'always' || (notify === 'changes' && (compared?.changes ?? 0) > 0);
  if (webhook === null || !isWanted) return ok(null);
  return await post(webhook, {
    type: 'watch.ran',
    timestamp: new Date(at).toISOString(),
    data: {
      watch,
      run_id: run,
      tool,
      summary,
      changes: compared?.changes ?? null,
      kinds: compared?.kinds ?? {},
      diff: compared?.document ?? null,
    },
  });
}
