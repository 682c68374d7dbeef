import type { App } from '../../app/app.ts';
import { nearest } from '../../kernel/nearest.ts';
import { quote } from '../../kernel/quote.ts';
import { breakerMove, controlPaths, type ReloadAnswer, type ServerFacts } from './control-protocol.ts';
import type { ControlRoute } from './control-server.ts';

/** What operators can ask of a server, and what it takes to answer. */
export interface Controlled {
  readonly app: Pick<App, 'breakers'>;
  readonly facts: () => ServerFacts;
  readonly reload: () => Promise<ReloadAnswer>;
  /** Tells that an operator has done something. */
  readonly done: (deed: string, facts: Readonly<Record<string, unknown>>) => void;
}

/** What answers each path. */
export function controlRoutes({ app, facts, reload, done }: Controlled): ReadonlyMap<string, ControlRoute> {
  const list = (): object => ({ breakers: app.breakers.list() });
  return new Map<string, ControlRoute>([
    [`GET ${controlPaths.server}`, () => Promise.resolve({ status: 200, body: facts() })],
    [`GET ${controlPaths.breakers}`, () => Promise.resolve({ status: 200, body: list() })],
    [
      `POST ${controlPaths.breakers}`,
      (body) => {
        const asked = breakerMove.safeParse(body);
        if (!asked.success) return Promise.resolve(refused('what is asked has not the form of a move'));
        const { tool, action, reason, for_sec: forSec } = asked.data;
        const moved = app.breakers.move(tool, action, reason, forSec);
        if (!moved.ok) return Promise.resolve(refused(noTool(tool, app.breakers.list())));
        done(`breaker ${action}`, { tool, reason, for_sec: forSec });
        return Promise.resolve({ status: 200, body: list() });
      },
    ],
    [
      `POST ${controlPaths.reload}`,
      async () => {
        done('reload', {});
        const answer = await reload();
        return { status: answer.kind === 'reloaded' ? 200 : 409, body: answer };
      },
    ],
  ]);
}

const refused = (error: string) => ({ status: 400, body: { error } });

function noTool(tool: string, breakers: readonly { readonly name: string }[]): string {
  const names = breakers.map(({ name }) => name);
  const near = nearest(tool, names);
  return `there is no tool ${quote(tool)}${near === null ? '' : `; did you mean ${quote(near)}?`}`;
}
