import { hostname } from 'node:os';
import { err, ok, type Result } from '../../kernel/result.ts';
import { postWebhook, type Webhook } from '../webhook/post-webhook.ts';
import { sendSyslog, type SyslogServer } from './send-syslog.ts';
import { syslogMessage, type Announcement } from './syslog-message.ts';

/** Who is told before a run sends packets. */
export interface Outlets {
  readonly syslog: SyslogServer | null;
  readonly webhook: Webhook | null;
  /** How long a syslog server may take, milliseconds. */
  readonly timeoutMs: number;
}

/** Tells every outlet at once that a run is about to start; the failures are sentences. */
export async function announce(
  { syslog, webhook, timeoutMs }: Outlets,
  announced: Announcement,
): Promise<Result<null, string>> {
  const origin = { host: hostname(), pid: process.pid, atMs: Date.now() };
  const told = await Promise.all([
    syslog === null ? ok(null) : sendSyslog(syslog, syslogMessage(announced, origin), timeoutMs),
    webhook === null
      ? ok(null)
      : postWebhook(webhook, {
          type: 'run.starting',
          timestamp: new Date(origin.atMs).toISOString(),
          data: { host: origin.host, ...announced },
        }),
  ]);
  const failures = told.flatMap((one) => (one.ok ? [] : [one.error]));
  return failures.length === 0 ? ok(null) : err(failures.join(' '));
}
