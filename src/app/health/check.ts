/** The verdict of a check, in the words of the `application/health+json` draft: healthy, degraded, unhealthy. */
export type HealthStatus = 'pass' | 'warn' | 'fail';

/** From best to worst. */
export const healthStatuses = ['pass', 'warn', 'fail'] as const satisfies readonly HealthStatus[];

/** The question that a check answers: worth keeping alive, able to serve calls, or good to know. `info` holds every check. */
export type HealthGroup = 'live' | 'ready' | 'info';

export const healthGroups = ['live', 'ready', 'info'] as const satisfies readonly HealthGroup[];

/** What a check has found. */
export interface Verdict {
  readonly status: HealthStatus;
  /** One sentence for an operator: no text of an exception, no path, no secret. */
  readonly message: string;
  /** The figures behind it, for machines. */
  readonly figures?: Readonly<Record<string, number | string | readonly string[] | null>>;
}

/** Something that is looked at again and again, in the background. */
export interface Check {
  /** Lower case and hyphens: it is a part of a path. */
  readonly name: string;
  /** The questions that it is asked for beside `info`. */
  readonly groups: readonly Exclude<HealthGroup, 'info'>[];
  /** Looks; it must not block the event loop, and should stop at the signal, which says that its time is up. */
  readonly run: (signal: AbortSignal) => Promise<Verdict>;
  /** How long one look may take, milliseconds. */
  readonly timeoutMs: number;
  /** From the begin of one look to the next, milliseconds. A verdict three times as old is `stale`. */
  readonly intervalMs: number;
  /** How many looks in a row must be worse before it is told. The very first one is told as it is. */
  readonly failAfter: number;
  /** How many looks in a row must be better before that is told. */
  readonly passAfter: number;
  /** Whether its failure is one of the server; a lesser one's is told as a warning. */
  readonly critical: boolean;
}

/** The questions that a check is asked for. */
export const groupsOf = ({ groups }: Pick<Check, 'groups'>): readonly HealthGroup[] => [...groups, 'info'];

/** The worst of them; `pass` of none. */
export const worstOf = (statuses: readonly HealthStatus[]): HealthStatus =>
  healthStatuses.findLast((status) => statuses.includes(status)) ?? 'pass';

/** The best of them; `fail` of none. */
export const bestOf = (statuses: readonly HealthStatus[]): HealthStatus =>
  healthStatuses.find((status) => statuses.includes(status)) ?? 'fail';
