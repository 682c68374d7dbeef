/** The verdict of one check, in the words of the `application/health+json` draft. */
export type HealthStatus = 'pass' | 'warn' | 'fail';

export interface HealthCheck {
  readonly name: string;
  readonly status: HealthStatus;
  /** One sentence; no exception text, no secret. */
  readonly message: string;
}

/** What the endpoints tell. `live`, `ready` and `all` are the worst of their checks. */
export interface Health {
  readonly live: HealthStatus;
  readonly ready: HealthStatus;
  readonly all: HealthStatus;
  readonly checks: readonly HealthCheck[];
}
