import { worstOf, type HealthGroup, type HealthStatus, type Verdict } from './check.ts';

/** One check as it is told. */
export interface HealthCheck {
  readonly name: string;
  readonly groups: readonly HealthGroup[];
  readonly status: HealthStatus;
  readonly message: string;
  /** Whether its failure is one of the server. */
  readonly critical: boolean;
  /** When its verdict came, as an RFC 3339 time in UTC; null where there is none yet. */
  readonly time: string | null;
  /** How long the look took, milliseconds. */
  readonly durationMs: number | null;
  readonly figures: NonNullable<Verdict['figures']>;
}

/** How a server is: every check, in the order in which they were added. */
export interface Health {
  readonly checks: readonly HealthCheck[];
}

/** How many checks there are of each status, in the words of the original design. */
export interface HealthTotals {
  readonly healthy: number;
  readonly degraded: number;
  readonly unhealthy: number;
}

/** The checks that answer a question. */
export const checksOf = ({ checks }: Health, group: HealthGroup): readonly HealthCheck[] =>
  checks.filter(({ groups }) => groups.includes(group));

/** The answer to a question: the worst of its checks. What is not critical warns at most. */
export const statusOf = (health: Health, group: HealthGroup): HealthStatus =>
  worstOf(
    checksOf(health, group).map(({ status, critical }) => (status === 'fail' && !critical ? 'warn' : status)),
  );

/** Counts the checks by status. */
export function totalsOf(checks: readonly HealthCheck[]): HealthTotals {
  const count = (of: HealthStatus): number => checks.filter(({ status }) => status === of).length;
  return { healthy: count('pass'), degraded: count('warn'), unhealthy: count('fail') };
}
