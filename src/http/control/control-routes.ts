import type { App } from '../../app/app.ts';
import { nearest } from '../../kernel/nearest.ts';
import { quote } from '../../kernel/quote.ts';
import { breakerFacts } from './breaker-facts.ts';
import {
  breakerMove,
  controlPaths,
  reloadWish,
  type ReloadAnswer,
  type ServerFacts,
} from './control-protocol.ts';
import type { ControlRoute } from './control-server.ts';

/** What operators can ask of a server, and what it takes to answer. */
export interface Controlled {
  readonly app: Pick<App, 'breakers' | 'stats'>;
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

const ok = (body: object) => Promise.resolve({ status: 200, body });

const refused = (why: string) => Promise.resolve({ status: 400, body: { error: why } });

function noTool(tool: string, breakers: readonly { readonly name: string }[]): string {
  const names = breakers.map(({ name }) => name);
  const near = nearest(tool, names);
  return `there is no tool ${quote(tool)}; ${near === null ? `the tools are: ${names.join(', ')}` : `did you mean ${quote(near)}?`}`;
}
