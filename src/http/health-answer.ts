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

/**
 * Answers a question from what is known, in the form of draft-inadarei-api-health-check-06. Whoever may not see details gets the
 * status alone; there is one answer for every check that does not exist, which tells nothing either.
 */
export function healthAnswer(app: App, { group, check }: HealthQuestion, details: boolean): Response {
  const health = app.health();
  if (check === null) {
    const checks = checksOf(health, group);
    const all = { version: app.version, checks: shownChecks(checks), metadata: totalsOf(checks) };
    return answer(statusOf(health, group), details ? all : {});
  }
  const found = checksOf(health, group).find(({ name }) => name === check);
  if (found === undefined)
    return problem(404, 'No such check', 'This question has no check of that name; ?verbose lists them.');
  return answer(found.status, details ? { version: app.version, checks: shownChecks([found]) } : {});
}

const shownChecks = (checks: readonly HealthCheck[]) =>
  Object.fromEntries(
    checks.map(({ name, status, message, time, durationMs, figures }) => [
      name,
      [{ status, output: message, time, duration_ms: durationMs, metadata: figures }],
    ]),
  );

const answer = (status: HealthStatus, details: Readonly<Record<string, unknown>>): Response =>
  Response.json(
    { status, ...details },
    {
      status: httpStatus[status],
      headers: {
        'content-type': 'application/health+json',
        'cache-control': 'no-store',
        ...(status === 'fail' ? { 'retry-after': '5' } : {}),
      },
    },
  );

const httpStatus = { pass: 200, warn: 200, fail: 503 } as const satisfies Record<HealthStatus, number>;
