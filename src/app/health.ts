import type { SandboxMode, SandboxState } from '../exec/sandbox/sandbox.ts';
import { judgeSandbox } from './judge-sandbox.ts';

/** The verdict of one check, in the words of the `application/health+json` draft. */
export type HealthStatus = 'pass' | 'warn' | 'fail';

export interface HealthCheck {
  readonly name: string;
  readonly status: HealthStatus;
  /** One sentence; no exception text, no secret. */
  readonly message: string;
  /** True where a failure means that calls cannot be served. */
  readonly critical: boolean;
}

/** What the endpoints tell. */
export interface Health {
  /** Worth keeping alive: the process answers. */
  readonly live: HealthStatus;
  /** Able to serve calls: the worst of the critical checks. */
  readonly ready: HealthStatus;
  /** The worst of all checks. */
  readonly all: HealthStatus;
  readonly checks: readonly HealthCheck[];
}

/** What the checks read; every reading is cheap. */
export interface HealthFacts {
  readonly draining: boolean;
  readonly auditWritable: boolean;
  readonly launcherAlive: boolean;
  readonly ready: readonly string[];
  readonly missing: readonly string[];
  readonly openBreakers: readonly string[];
  /** What keeps programs apart from the machine: as it is wanted, and as it is; null where it was not tried yet. */
  readonly sandbox: { readonly mode: SandboxMode; readonly state: SandboxState | null };
  /** False where the last reload was refused. */
  readonly reloaded: boolean;
}

/** Judges the facts. A busy processor or a missing tool is never a reason to be restarted. */
export function judgeHealth(facts: HealthFacts): Health {
  const checks: readonly HealthCheck[] = [
    check('accepting', !facts.draining, 'Calls are accepted.', 'Shutting down: new calls are refused.'),
    check(
      'audit',
      facts.auditWritable,
      'The audit log takes records.',
      'The audit log cannot be written: no call can start.',
    ),
    check(
      'launcher',
      facts.launcherAlive,
      'The launcher runs.',
      'The launcher is down: it is started again by the next call.',
    ),
    check('tools', facts.ready.length > 0, `${facts.ready.length} tools are ready.`, 'No tool is ready.'),
    advice(
      'programs',
      facts.missing,
      'Every enabled tool has its program.',
      'Programs are missing, or others than they should be, for',
    ),
    advice('breakers', facts.openBreakers, 'Every breaker is closed.', 'Breakers are open for'),
    advice(
      'config',
      facts.reloaded ? [] : ['what is in force is older.'],
      'What is configured is in force.',
      'The last reload was refused:',
    ),
    sandboxCheck(facts.sandbox),
  ];
  return {
    live: 'pass',
    ready: worst(checks.filter(({ critical }) => critical)),
    all: worst(checks),
    checks,
  };
}

const check = (name: string, holds: boolean, good: string, bad: string): HealthCheck => ({
  name,
  status: holds ? 'pass' : 'fail',
  message: holds ? good : bad,
  critical: true,
});

function sandboxCheck({ mode, state }: HealthFacts['sandbox']): HealthCheck {
  const about = { name: 'sandbox', critical: false } as const;
  if (state === null) return { ...about, status: 'pass', message: 'The sandbox is being tried out.' };
  const { kind, message } = judgeSandbox(mode, state);
  const passes = kind === 'held' || mode === 'process';
  return { ...about, status: passes ? 'pass' : 'warn', message: `In force: ${message}.` };
}

const advice = (name: string, names: readonly string[], good: string, bad: string): HealthCheck => ({
  name,
  status: names.length === 0 ? 'pass' : 'warn',
  message: names.length === 0 ? good : `${bad} ${names.join(', ')}.`,
  critical: false,
});

function worst(checks: readonly HealthCheck[]): HealthStatus {
  if (checks.some(({ status }) => status === 'fail')) return 'fail';
  return checks.some(({ status }) => status === 'warn') ? 'warn' : 'pass';
}
