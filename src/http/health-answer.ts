import type { App } from '../app/app.ts';
import type { HealthStatus } from '../app/health.ts';

/** The three questions about health, by path. */
export const healthPaths = { '/livez': 'live', '/readyz': 'ready', '/healthz': 'all' } as const;

/** Answers a question about health; details go to those alone who may see them (draft-inadarei-api-health-check). */
export function healthAnswer(app: App, question: 'live' | 'ready' | 'all', details: boolean): Response {
  const health = app.health();
  const status = health[question];
  const checks = Object.fromEntries(
    health.checks.map(({ name, status: verdict, message }) => [name, [{ status: verdict, output: message }]]),
  );
  const body = details ? { status, version: app.version, checks } : { status };
  return Response.json(body, {
    status: httpStatus[status],
    headers: {
      'content-type': 'application/health+json',
      'cache-control': 'no-store',
      ...(status === 'fail' ? { 'retry-after': '5' } : {}),
    },
  });
}

const httpStatus = { pass: 200, warn: 200, fail: 503 } as const satisfies Record<HealthStatus, number>;
