import type { App } from '../../app/app.ts';
import { resultWithin } from '../../app/run-desk.ts';
import { nearest } from '../../kernel/nearest.ts';
import { quote } from '../../kernel/quote.ts';
import type { Progress } from '../../kernel/run-event.ts';
import type { Run } from '../../pipeline/run.ts';
import { breakerFacts } from './breaker-facts.ts';
import {
  breakerMove,
  controlPaths,
  reloadWish,
  runWish,
  type ReloadAnswer,
  type RunStanding,
  type ServerFacts,
} from './control-protocol.ts';
import type { ControlRoute } from './control-server.ts';

/** What operators can ask of a server, and what it takes to answer. */
export interface Controlled {
  readonly app: Pick<App, 'breakers' | 'stats' | 'liveRun'>;
  readonly facts: () => ServerFacts;
  readonly reload: () => Promise<ReloadAnswer>;
  /** Tells that an operator has done something. */
  readonly done: (deed: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** What answers each path. */
export function controlRoutes({ app, facts, reload, done }: Controlled): ReadonlyMap<string, ControlRoute> {
  const list = (): object => ({ breakers: app.breakers.list().map(breakerFacts) });
  return new Map<string, ControlRoute>([
    [`GET ${controlPaths.server}`, () => ok(facts())],
    [`GET ${controlPaths.stats}`, () => ok(app.stats())],
    [`GET ${controlPaths.breakers}`, () => ok(list())],
    [
      `POST ${controlPaths.breakers}`,
      (body) => {
        const asked = breakerMove.safeParse(body);
        if (!asked.success) return refused('what is asked has not the form of a move');
        const { tool, action, ...more } = asked.data;
        const moved = app.breakers.move(tool, action, more.reason, more.for_sec);
        if (!moved.ok) return refused(noTool(tool, app.breakers.list()));
        done(`breaker ${action}`, { tool, ...more });
        return ok(list());
      },
    ],
    [
      `POST ${controlPaths.runs}`,
      async (body) => {
        const asked = runWish.safeParse(body);
        if (!asked.success) return await refused('what is asked has not the form of a question about a run');
        const { run_id, action, wait_ms, by } = asked.data;
        const run = app.liveRun(run_id);
        if (run === undefined)
          return { status: 404, body: { error: `no run ${quote(run_id, 64)} goes on here` } };
        if (action === 'cancel') {
          done('run cancel', { run_id, by });
          run.stop('cancelled');
        }
        return await ok(await standingWithin(run, wait_ms));
      },
    ],
    [
      `POST ${controlPaths.reload}`,
      async (body) => {
        const asked = reloadWish.safeParse(body);
        if (!asked.success) return await refused('what is asked has not the form of a reload');
        done('reload', asked.data);
        const answer = await reload();
        return { status: answer.kind === 'reloaded' ? 200 : 409, body: answer };
      },
    ],
  ]);
}

async function standingWithin(run: Run, waitMs: number): Promise<RunStanding> {
  const { run_id, status, summary } = (await resultWithin(run, waitMs)) ?? run.standing();
  let progress: Progress | null = null;
  run.onProgress((last) => {
    progress = last;
  })();
  return { run_id, status, summary, progress };
}

const ok = (body: object) => Promise.resolve({ status: 200, body });

const refused = (why: string) => Promise.resolve({ status: 400, body: { error: why } });

function noTool(tool: string, breakers: readonly { readonly name: string }[]): string {
  const names = breakers.map(({ name }) => name);
  const near = nearest(tool, names);
  return `there is no tool ${quote(tool)}; ${near === null ? `the tools are: ${names.join(', ')}` : `did you mean ${quote(near)}?`}`;
}
