import type { App } from '../app/app.ts';
import type { HealthGroup, HealthStatus } from '../app/health/check.ts';
import { checksOf, statusOf, totalsOf, type HealthCheck } from '../app/health/report.ts';
import { problem } from './problem.ts';

/** The questions about health, by path. */
export const healthPaths: ReadonlyMap<string, HealthGroup> = new Map([
  ['/livez', 'live'],
  ['/readyz', 'ready'],
  ['/healthz', 'info'],
]);

/** What a path asks for: all checks of a group, or one of them by name. */
export interface HealthQuestion {
  readonly group: HealthGroup;
  readonly check: string | null;
}

/** Reads `/readyz` and `/readyz/<check>`; null for paths that ask something else. */
export function healthQuestion(path: string): HealthQuestion | null {
  const [, root = '', check = null] = /^(\/[a-z]+)(?:\/(.*))?$/.exec(path) ?? [];
  const group = healthPaths.get(root);
  return group === undefined ? null : { group, check };
}

/** An answer as data: probes come often, and a web `Response` costs more than all the rest of it. */
export interface HealthReply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Answers a question from what is known, in the form of draft-inadarei-api-health-check-06; null where there is no such check.
 * Whoever may not see details gets the status alone.
 */
export function healthReply(
  app: App,
  { group, check }: HealthQuestion,
  details: boolean,
): HealthReply | null {
  const health = app.health();
  if (check === null) {
    const checks = checksOf(health, group);
    const all = { version: app.version, checks: shownChecks(checks), metadata: totalsOf(checks) };
    return replyOf(statusOf(health, group), details ? all : {});
  }
  const found = checksOf(health, group).find(({ name }) => name === check);
  if (found === undefined) return null;
  return replyOf(found.status, details ? { version: app.version, checks: shownChecks([found]) } : {});
}

/** The same as a web answer; one for every check that does not exist, which tells nothing either. */
export function healthAnswer(app: App, question: HealthQuestion, details: boolean): Response {
  const reply = healthReply(app, question, details);
  return reply === null
    ? problem(404, 'No such check', 'This question has no check of that name; ?verbose lists them.')
    : new Response(reply.body, { status: reply.status, headers: reply.headers });
}

const shownChecks = (checks: readonly HealthCheck[]) =>
  Object.fromEntries(
    checks.map(({ name, status, message, time, durationMs, figures }) => [
      name,
      [{ status, output: message, time, duration_ms: durationMs, metadata: figures }],
    ]),
  );

const replyOf = (status: HealthStatus, details: Readonly<Record<string, unknown>>): HealthReply => ({
  status: httpStatus[status],
  headers: {
    'content-type': 'application/health+json',
    'cache-control': 'no-store',
    ...(status === 'fail' ? { 'retry-after': '5' } : {}),
  },
  body: JSON.stringify({ status, ...details }),
});

const httpStatus = { pass: 200, warn: 200, fail: 503 } as const satisfies Record<HealthStatus, number>;
