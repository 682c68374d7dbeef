import type { Config } from '../../config/schema.ts';
import type { Logger } from '../../host/logger.ts';
import type { WatchFacts } from '../../host/metrics/watch-readings.ts';
import type { Webhook } from '../../host/webhook/post-webhook.ts';
import type { Clock } from '../../kernel/clock.ts';
import { failure } from '../../kernel/failure.ts';
import { nearest } from '../../kernel/nearest.ts';
import { quote } from '../../kernel/quote.ts';
import { err, type Result } from '../../kernel/result.ts';
import { runWatch, type WatchReport, type WatchRunner } from './run-watch.ts';
import { tellReport, type PostWebhook } from './tell-report.ts';
import { watchesOf, type Watch } from './watch.ts';

/** Watches, as whoever lets them run sees them. */
export interface WatchDesk {
  /** Those of the configuration in force. */
  readonly watches: () => readonly Watch[];
  /** Lets a watch run once, and tells of it; `run.not_found` where there is none, `limit.busy` while it runs here already. */
  readonly run: (name: string, signal: AbortSignal) => Promise<Result<WatchReport>>;
  /** How the last runs in this process went, for metrics. */
  readonly facts: () => readonly WatchFacts[];
}

interface Surroundings extends WatchRunner {
  readonly config: () => Config;
  readonly post: PostWebhook;
  readonly logger: Pick<Logger, 'log'>;
  readonly clock: Pick<Clock, 'wallMs'>;
}

/** Lets watches run, none of them twice at once. */
export function createWatchDesk({ config, post, logger, clock, ...runner }: Surroundings): WatchDesk {
  const running = new Set<string>();
  const facts = new Map<string, WatchFacts>();
  const watches = (): readonly Watch[] => watchesOf(config());

  const once = async (watch: Watch, signal: AbortSignal): Promise<Result<WatchReport>> => {
    const { name } = watch;
    const before = facts.get(name) ?? { watch: name, lastRunMs: null, changes: {}, failures: 0 };
    const report = await runWatch(runner, watch, signal);
    if (!report.ok) {
      const { code, message } = report.error;
      facts.set(name, { ...before, failures: before.failures + 1 });
      logger.log('warn', 'watch.failed', { watch: name, code, why: message });
      return report;
    }
    const { run, compared } = report.value;
    facts.set(name, { ...before, lastRunMs: clock.wallMs(), changes: compared?.kinds ?? {} });
    const changes = compared?.changes ?? null;
    logger.log(changes === null || changes === 0 ? 'info' : 'warn', 'watch.ran', {
      watch: name,
      run_id: run,
      tool: watch.tool,
      changes,
      kinds: compared?.kinds ?? {},
    });
    const told = await tellReport(post, webhookOf(config()), watch, report.value, clock.wallMs());
    if (!told.ok) logger.log('warn', 'watch.untold', { watch: name, run_id: run, why: told.error });
    return report;
  };

  return {
    watches,
    run: async (name, signal) => {
      const watch = watches().find((one) => one.name === name);
      if (watch === undefined) return err(noWatch(name, watches()));
      if (running.has(name))
        return err(failure('limit.busy', `The watch ${name} is running: it never runs twice at once.`));
      running.add(name);
      try {
        return await once(watch, signal);
      } finally {
        running.delete(name);
      }
    },
    facts: () => watches().flatMap(({ name }) => facts.get(name) ?? []),
  };
}

function noWatch(name: string, watches: readonly Watch[]) {
  const names = watches.map((watch) => watch.name);
  const near = nearest(name, names);
  return failure('run.not_found', `There is no watch ${quote(name, 64)}.`, {
    field: 'name',
    next: [
      ...(near === null ? [] : [`Did you mean ${near}?`]),
      names.length === 0 ? 'Configure one under watches.' : `There are ${names.join(', ')}.`,
    ],
  });
}

function webhookOf({ watch_notices: notices }: Config): Webhook | null {
  const { webhook_url: url, webhook_secret: secret, timeout_sec, tries } = notices;
  if (url === '') return null;
  return { url, secret: secret === '' ? null : secret, timeoutMs: timeout_sec * 1000, tries };
}
