import type { ToolState } from '../app.ts';
import type { Check, HealthGroup, Verdict } from './check.ts';
import { sandboxVerdict, type SandboxFacts } from './sandbox-verdict.ts';

/** What the server knows of itself; every answer is at hand. */
export interface ServerFacts {
  readonly draining: () => boolean;
  readonly auditWritable: () => Promise<boolean>;
  readonly launcherAlive: () => boolean;
  readonly tools: () => readonly ToolState[];
  /** The tools whose breakers refuse calls. */
  readonly refusing: () => readonly string[];
  readonly sandbox: () => SandboxFacts;
  readonly reloads: () => { readonly successful: boolean; readonly pending: number };
}

/** The checks of what the server knows by itself. Each finding is certain, so that it is told at once. */
export function serverChecks(facts: ServerFacts): readonly Check[] {
  return [
    known('accepting', ['ready'], () =>
      facts.draining() ? fail('Shutting down: new calls are refused.') : pass('Calls are accepted.'),
    ),
    known('audit', ['ready'], async () =>
      (await facts.auditWritable())
        ? pass('The audit log takes records.')
        : fail('The audit log cannot be written: no call can start.'),
    ),
    known('launcher', ['ready'], () =>
      facts.launcherAlive()
        ? pass('The launcher runs.')
        : fail('The launcher is down: it is started again by the next call.'),
    ),
    known('tools', ['ready'], () => toolsVerdict(facts.tools())),
    known('sandbox', ['ready'], () => sandboxVerdict(facts.sandbox())),
    known('config', ['ready'], () => configVerdict(facts.reloads())),
    known('programs', [], () => programsVerdict(facts.tools())),
    known('breakers', [], () => breakersVerdict(facts.refusing())),
  ];
}

/** A check of what is known at once: looking costs microseconds. */
export const known = (
  name: string,
  groups: readonly Exclude<HealthGroup, 'info'>[],
  look: () => Verdict | Promise<Verdict>,
): Check => ({
  name,
  groups,
  run: async () => look(),
  timeoutMs: knownIntervalMs,
  intervalMs: knownIntervalMs,
  failAfter: 1,
  passAfter: 1,
  critical: groups.length > 0,
});

const knownIntervalMs = 2000;

const pass = (message: string): Verdict => ({ status: 'pass', message });
const fail = (message: string): Verdict => ({ status: 'fail', message });

function toolsVerdict(states: readonly ToolState[]): Verdict {
  const ready = namesOf(states, 'ready');
  const figures = { ready: ready.length, tools: states.length };
  return ready.length === 0
    ? { ...fail('No tool is ready.'), figures }
    : { ...pass(`${ready.length} tools are ready.`), figures };
}

/** What was in force goes on: a refused reload is nothing to be taken out of service for. */
function configVerdict({ successful, pending }: ReturnType<ServerFacts['reloads']>): Verdict {
  if (!successful)
    return { status: 'warn', message: 'The last reload was refused: what is in force is older.' };
  return pending === 0
    ? pass('What is configured is in force.')
    : pass('What is configured is in force, but for what waits for a restart.');
}

function programsVerdict(states: readonly ToolState[]): Verdict {
  const enabled = states.filter(({ state }) => state !== 'disabled').length;
  const missing = namesOf(states, 'missing');
  const others = namesOf(states, 'unidentified');
  const figures = { enabled, missing, unidentified: others };
  if (missing.length + others.length === 0)
    return { ...pass('Every enabled tool has its program.'), figures };
  const said = [
    ...(missing.length === 0 ? [] : [`not found for ${missing.join(', ')}`]),
    ...(others.length === 0 ? [] : [`others than they should be for ${others.join(', ')}`]),
  ];
  const message = `${missing.length + others.length} of ${enabled} programs are ${said.join('; ')}.`;
  return { status: 'warn', message, figures };
}

const breakersVerdict = (refusing: readonly string[]): Verdict =>
  refusing.length === 0
    ? pass('Every breaker lets calls through.')
    : {
        status: 'warn',
        message: `Breakers refuse the calls of ${refusing.join(', ')}.`,
        figures: { refusing },
      };

const namesOf = (states: readonly ToolState[], which: ToolState['state']): readonly string[] =>
  states.filter(({ state }) => state === which).map(({ tool }) => tool.name);
